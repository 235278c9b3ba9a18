import type { AddressInfo } from 'node:net';
import { trustProxies } from '#http/client-address.ts';
import { createApi } from '#http/create-api.ts';
import { authenticateHandshake } from '#http/handshake.ts';
import type { ServerConfig } from '#platform/config.ts';
import { startHealthServer } from '#platform/health-server.ts';
import { startGateway } from '#realtime/gateway.ts';
import type { Application } from './compose.ts';

export interface RunningServer {
  readonly port: number;
  readonly healthPort: number;
}

/** Opens the HTTP port with the socket gateway on it, and the health port; all end with the application's shutdown. */
export async function startServer(
  app: Application,
  config: ServerConfig,
  timings: { readonly keepAliveMs?: number } = {},
): Promise<RunningServer> {
  const api = await createApi(app, config);
  const gateway = startGateway({
    ...timings,
    httpServer: api.server,
    redisUrl: config.redisUrl,
    serverId: config.instanceId,
    authenticate: authenticateHandshake({
      parseCookie: (header) => api.parseCookie(header),
      authenticate: app.access.authenticate,
      publicOrigin: config.publicUrl.origin,
      trustProxy: trustProxies(config.trustedProxies),
      refusals: app.refusals,
    }),
    useCases: app,
    metrics: app.metrics,
    logger: app.logger,
  });
  api.addHook('preClose', () => gateway.close());
  app.shutdown.onClose('http', () => api.close());
  await api.listen(config.http);
  const health = await startHealthServer(config.health, app.readiness, app.metrics);
  app.shutdown.onClose('health', () => health.close());
  return { port: (api.server.address() as AddressInfo).port, healthPort: health.port };
}
