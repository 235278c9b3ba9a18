import type { LightMyRequestResponse } from 'fastify';
import { SESSION_COOKIE } from '../../../server/http/session-cookie.ts';
import type { Api } from '../../../server/http/api.ts';
import { PASSWORD, type TestUser } from '../product/company.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Signs in like a browser: keeps the cookies it is given, and the session's CSRF token. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
  csrfToken = '';
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async ask(method: Method, url: string, payload?: object): Promise<LightMyRequestResponse> {
    const answer = await this.#api.inject({
      method,
      url,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': this.userAgent,
        'x-csrf-token': this.csrfToken,
      },
      ...(payload && { payload }),
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    if (answer.statusCode === 201 && url.startsWith('/api/session')) {
      this.csrfToken = answer.json<{ csrfToken: string }>().csrfToken;
    }
    return answer;
  }

  /** The first step. */
  signIn({ login }: Pick<TestUser, 'login'>, password = PASSWORD): Promise<LightMyRequestResponse> {
    return this.ask('POST', '/api/session', { login, password });
  }

  async isSignedIn(): Promise<boolean> {
    return (await this.ask('GET', '/api/session')).statusCode === 200;
  }

  get token(): string {
    return this.cookies.get(SESSION_COOKIE) ?? '';
  }
}
