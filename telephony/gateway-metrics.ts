import type { Metrics } from '#platform/metrics.ts';

export type CallKind = 'inbound' | 'outbound' | 'offline' | 'unknown_source' | 'over_limit';

export interface GatewayMetrics {
  readonly calls: { inc(labels: { kind: CallKind }): void };
  readonly activeCalls: { set(count: number): void };
  /** INVITE received to card published, seconds. */
  readonly inviteToPublished: { observe(seconds: number): void };
  readonly engineUp: { set(isUp: 0 | 1): void };
}

export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  return {
    calls: metrics.counter('ringdesk_gateway_calls_total', 'Calls by how they came about', ['kind']),
    activeCalls: metrics.gauge('ringdesk_gateway_active_calls', 'Calls this gateway holds now'),
    inviteToPublished: metrics.histogram(
      'ringdesk_invite_to_published_seconds',
      'From the INVITE to the published screen pop',
      [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5],
    ),
    engineUp: metrics.gauge('ringdesk_sip_engine_up', 'Whether the SIP engine is in reach'),
  };
}
