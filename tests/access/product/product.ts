import type { InjectOptions } from 'fastify';
import { SESSION_COOKIE } from '../../../server/http/session-cookie.ts';
import type { Request } from '../questions/question.ts';
import { startTestApi, type TestApi } from '../../support/server/test-server.ts';
import { createWorldLoader, type WorldLoader } from './load-world.ts';
import { csrfTokenOf, tokenOf } from './rows.ts';
import { unnamed } from './names.ts';

export interface Answer {
  readonly status: number;
  /** As it came. */
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The product, asked from outside over a database that holds one world at a time. */
export interface Product extends WorldLoader {
  readonly routes: readonly string[];
  readonly server: TestApi;
  /** `by` is a user's short name; null: somebody who is not signed in. */
  ask(
    worldNumber: number,
    by: string | null,
    method: string,
    request: Request,
    address?: string,
  ): Promise<Answer>;
  close(): Promise<void>;
}

export const LOCAL_ADDRESS = '127.0.0.1';

export async function openProduct(): Promise<Product> {
  const server = await startTestApi();
  const loader = await createWorldLoader(server.config.databaseUrl);
  return {
    ...loader,
    server,
    routes: routesOf(server),
    async ask(worldNumber, by, method, { url, body, headers }, address = LOCAL_ADDRESS) {
      const inject = () =>
        server.api.inject({
          method: method as 'GET',
          url: unnamed(url, worldNumber),
          remoteAddress: address,
          headers: {
            ...(by !== null && {
              cookie: `${SESSION_COOKIE}=${tokenOf(worldNumber, by)}`,
              'x-csrf-token': csrfTokenOf(worldNumber, by),
            }),
            ...headers,
          },
          ...(body !== undefined && {
            payload: JSON.parse(unnamed(JSON.stringify(body), worldNumber)) as NonNullable<
              InjectOptions['payload']
            >,
          }),
        });
      let answer = await inject();
      // a machine with too much to do says so, and nothing is done
      for (let again = 0; answer.statusCode === 503 && again < 5; again += 1) answer = await inject();
      return { status: answer.statusCode, text: answer.body, headers: answer.headers };
    },
    async close() {
      await loader.close();
      await server.close();
    },
  };
}

/** 'GET /api/contacts', …: those of the API; HEAD goes with GET, and the documentation shows no record. */
function routesOf({ api }: TestApi): string[] {
  const routes = api.declaredRoutes
    .filter(
      ({ url }) => url.startsWith('/api/') && !url.startsWith('/api/docs') && url !== '/api/openapi.json',
    )
    .flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url}`));
  return [...new Set(routes)].filter((route) => !route.startsWith('HEAD ') && !route.startsWith('OPTIONS '));
}
