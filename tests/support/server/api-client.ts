import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Api } from '../../../server/http/api.ts';
import { SESSION_COOKIE } from '../../../server/http/session-cookie.ts';
import { openSession } from '../product/open-session.ts';
import type { TestUser } from '../product/company.ts';
import type { TestApi } from './test-server.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A signed-in browser, as far as the API can tell. */
export interface ApiClient {
  readonly cookie: string;
  readonly csrfToken: string;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  send(
    method: Exclude<Method, 'GET'>,
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
}

export async function signedInAs({ api, app }: TestApi, user: Pick<TestUser, 'id'>): Promise<ApiClient> {
  const { token, csrfToken } = await openSession(app.pool, user as TestUser);
  return clientOf(api, `${SESSION_COOKIE}=${token}`, csrfToken);
}

function clientOf(api: Api, cookie: string, csrfToken: string): ApiClient {
  const ask = (method: Method, url: string, headers: Record<string, string>, payload?: unknown) =>
    api.inject({
      method,
      url,
      headers: { cookie, ...headers },
      ...(payload === undefined ? {} : { payload: payload as NonNullable<InjectOptions['payload']> }),
    });
  return {
    cookie,
    csrfToken,
    get: (url, headers = {}) => ask('GET', url, headers),
    send: (method, url, body, headers = {}) =>
      ask(method, url, { 'x-csrf-token': csrfToken, ...headers }, body),
  };
}
