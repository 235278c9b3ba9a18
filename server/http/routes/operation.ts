import type { Application } from '#server/compose.ts';
import { checkReadiness } from '#platform/readiness.ts';
import type { Api } from '../api.ts';

/** For probes, not for people: plain, and not in the API's description. Figures are on the health port. */
export function addOperationRoutes(api: Api, app: Application): void {
  const open = { config: { access: 'public', rateLimit: false }, schema: { hide: true } } as const;

  api.get('/healthz', open, async () => ({ status: 'ok' }));

  api.get('/readyz', open, async (_request, reply) => {
    const readiness = await checkReadiness(app.readiness);
    return reply.code(readiness.isReady ? 200 : 503).send(readiness);
  });

  api.get('/api/openapi.json', { ...open, config: { access: 'signed_in' } }, async () => api.swagger());
}
