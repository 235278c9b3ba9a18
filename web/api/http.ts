import type { Problem } from '../../server/http/schemas/problem.ts';

/** What the server refused, or 'network' when it was not reached at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: Problem['code'] | 'network';
  readonly fields: Readonly<Record<string, string>>;
  /** The whole refusal, for the few that say more: what is still in use, which network was meant. */
  readonly problem: Problem | null;

  constructor(status: number, code: ApiError['code'], problem: Problem | null = null) {
    super(code);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = problem?.fields ?? {};
    this.problem = problem;
  }
}

export type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>;

interface Options {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

let csrfToken = '';
let onSignedOut: () => void = () => undefined;

/** The session's token, sent with each change. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** Called when the server no longer knows the session. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export async function get<T>(path: string, options: Options = {}): Promise<T> {
  return (await request<T>('GET', path, options)).body;
}

export async function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: Options = {},
): Promise<T> {
  return (await request<T>(method, path, options)).body;
}

export function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '' || value === false) continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

async function request<T>(method: string, path: string, options: Options): Promise<{ body: T }> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken;
  let response: Response;
  try {
    response = await fetch(`/api${path}${queryString(options.query ?? {})}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'network');
  }
  if (!response.ok) throw await refusal(response, path);
  const text = await response.text();
  return { body: (text === '' ? undefined : JSON.parse(text)) as T };
}

async function refusal(response: Response, path: string): Promise<ApiError> {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  if (response.status === 401 && path !== '/session') onSignedOut();
  const code = problem?.code ?? codeOfStatus[response.status] ?? 'internal';
  return new ApiError(response.status, code, problem);
}

const codeOfStatus: Readonly<Record<number, Problem['code']>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  412: 'conflict',
  422: 'invalid',
  429: 'rate_limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};
