import type { Metrics } from '#platform/metrics.ts';
import type { Api } from '../api.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

/** How long requests take, by route; and a line each in the log, without addresses, queries or bodies. */
export function measureRequests(api: Api, metrics: Metrics): void {
  const durations = metrics.histogram('ringdesk_http_request_seconds', 'Time to answer a request', SECONDS, [
    'method',
    'route',
    'status',
  ]);
  api.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    durations.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    request.log.debug(
      { method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
}
