import type { Application } from '#server/compose.ts';
import { checkReadiness } from '#platform/readiness.ts';
import type { Api } from '../api.ts';

/** For probes and Prometheus, not for people: plain, and not in the API's description. */
export function addOperationRoutes(api: Api, app: Application): void {
  const open = { config: { access: 'public', rateLimit: false }, schema: { hide: true } } as const;

  api.get('/healthz', open, async () => ({ status: 'ok' }));

  api.get('/readyz', open, async (_request, reply) => {
    const readiness = await checkReadiness(app.readiness);
    return reply.code(readiness.isReady ? 200 : 503).send(readiness);
  });

  api.get('/metrics', open, async (_request, reply) =>
    reply.type(app.metrics.registry.contentType).send(await app.metrics.registry.metrics()),
  );

  api.get('/api/openapi.json', open, async () => api.swagger());
}
