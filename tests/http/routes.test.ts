import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import Fastify from 'fastify';
import { systemClock } from '../../server/domain/shared/clock.ts';
import type { Api } from '../../server/http/api.ts';
import { guardRoutes } from '../../server/http/plugins/access.ts';
import { signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

describe('the routes', () => {
  let server: TestApi;
  let description: Description;
  beforeAll(async () => {
    server = await startTestApi();
    const client = await signedInAs(server, (await server.company.team()).agents[0]);
    description = (await client.get('/api/openapi.json')).json();
  });
  afterAll(() => server.close());

  /** Those of the API proper; documentation pages and probes are not described. */
  const described = () =>
    server.api.declaredRoutes.filter(
      ({ url, schema, method }) =>
        url.startsWith('/api/') &&
        !url.startsWith('/api/docs') &&
        !(schema as { hide?: boolean } | undefined)?.hide &&
        method !== 'HEAD',
    );

  it('all declare who may use them', () => {
    const undeclared = server.api.declaredRoutes.filter(({ config }) => !config?.access);
    expect(undeclared.map(({ url }) => url)).toEqual([]);
    expect(described().length).toBeGreaterThan(25);
  });

  it('are public only where somebody not signed in has business', () => {
    const open = described().filter(({ config }) => config?.access === 'public');
    expect(open.map(({ method, url }) => `${String(method)} ${url}`)).toEqual([
      'POST /api/session',
      'POST /api/session/second-factor',
      'POST /api/session/passkey-options',
      'POST /api/session/passkey',
      'GET /api/oidc',
      'GET /api/oidc/start',
      'GET /api/oidc/callback',
      'GET /api/activation',
      'POST /api/activation',
    ]);
  });

  it('answer 401 to whoever is not signed in, before anything else is looked at', async () => {
    for (const { method, url, config } of described()) {
      if (config?.access === 'public') continue;
      const path = url.replace(':id', '0');
      const answer = await server.api.inject({ method: String(method) as 'GET', url: path, payload: {} });
      expect([url, answer.statusCode]).toEqual([url, 401]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('show their description to the signed in alone, and figures on another port only', async () => {
    for (const url of [
      '/api/openapi.json',
      '/api/docs/',
      '/api/docs/json',
      '/api/docs/static/swagger-ui.css',
    ])
      expect([url, (await server.api.inject(url)).statusCode]).toEqual([url, 401]);
    expect((await server.api.inject('/metrics')).statusCode).toBe(404);
    expect((await server.api.inject('/healthz')).json()).toEqual({ status: 'ok' });
  });

  it('refuse every change without the CSRF token', async () => {
    const team = await server.company.team();
    const client = await signedInAs(server, team.agents[0]);
    for (const { method, url, config } of described()) {
      if (config?.access === 'public' || method === 'GET') continue;
      const answer = await server.api.inject({
        method: String(method) as 'POST',
        url: url.replace(':id', '0'),
        headers: { cookie: client.cookie },
        payload: {},
      });
      expect([url, answer.statusCode, answer.json().fields]).toEqual([
        url,
        403,
        { 'x-csrf-token': 'required' },
      ]);
    }
    expect((await client.get('/api/session')).statusCode).toBe(200);
  });

  it('keep a server from starting that has one without declared access', async () => {
    const api = Fastify() as unknown as Api;
    const doors = { authenticate: () => Promise.reject(new Error()), publicOrigin: 'http://x' };
    guardRoutes(api, { ...doors, clock: systemClock });
    api.get('/api/forgotten', async () => 'secret');
    await expect(api.ready()).rejects.toThrow('/api/forgotten');
  });

  it('are all described, in OpenAPI 3.1, with a summary, a tag and their answers', () => {
    expect(description.openapi).toBe('3.1.0');
    for (const { method, url } of described()) {
      const path = url.replace(/:(\w+)/g, '{$1}');
      const operation = description.paths[path]?.[String(method).toLowerCase()];
      expect(operation, `${String(method)} ${url}`).toBeDefined();
      expect(operation?.summary, url).toBeTruthy();
      expect(operation?.tags?.length, url).toBe(1);
      expect(Object.keys(operation?.responses ?? {}), url).toEqual(
        expect.arrayContaining(['401', '403', '503']),
      );
    }
  });

  it('are described without references that lead nowhere', () => {
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to!);
    expect(references.length).toBeGreaterThan(10);
    for (const reference of new Set(references)) {
      const name = /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1];
      expect(name && description.components.schemas[name], reference).toBeDefined();
    }
  });

  it('have a page to try them on, under the same content policy', async () => {
    const client = await signedInAs(server, (await server.company.team()).agents[0]);
    const page = await client.get('/api/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.body).not.toMatch(/<script(?![^>]*src=)[^>]*>/);
  });
});
