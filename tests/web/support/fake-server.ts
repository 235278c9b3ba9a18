import { vi } from 'vitest';

interface Asked {
  readonly path: string;
  readonly method: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}
type Answers = Readonly<Record<string, (asked: Asked) => Response | Promise<Response>>>;

/** Answers 'GET /session' and the like as the test says; whatever else is asked is not there. */
export function serve(answers: Answers): Asked[] {
  const heard: Asked[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init = {}) => {
    const path = String(address)
      .replace(/^\/api/, '')
      .replace(/\?.*/, '');
    const asked = {
      path,
      method: init.method ?? 'GET',
      body: init.body === undefined ? null : JSON.parse(String(init.body)),
      headers: init.headers as Asked['headers'],
    };
    heard.push(asked);
    return (await answers[`${asked.method} ${path}`]?.(asked)) ?? refuse(404, 'not_found');
  });
  return heard;
}

export function answer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

export function refuse(
  status: number,
  code: string,
  fields: Readonly<Record<string, string>> = {},
): Response {
  return answer({ code, fields }, status);
}

/** The server is not there at all. */
export function beAway(): never {
  throw new TypeError('not reached');
}

/** An answer that comes when the test says so. */
export function later() {
  const { promise, resolve } = Promise.withResolvers<Response>();
  return { answer: () => promise, arrive: resolve };
}
