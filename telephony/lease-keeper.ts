import type { HeldCalls as LeaseRenewal } from '#domain/calls/renew-leases.ts';
import type { GatewayStore } from '#domain/trunks/gateway-store.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { Logger } from '#platform/logger.ts';
import type { HeldCalls } from './held-calls.ts';

export interface LeaseKeeperDeps {
  readonly renewLeases: (input: LeaseRenewal) => Promise<unknown>;
  readonly endedOf: GatewayStore['endedOf'];
  readonly heldCalls: HeldCalls;
  readonly gatewayId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everyMs: number;
  readonly leaseMs: number;
}

/**
 * Says for all calls together, again and again, that this gateway still holds them, and lets go of those that somebody
 * else has ended meanwhile. Returns how to stop.
 */
export function keepLeases(deps: LeaseKeeperDeps): () => void {
  let isBusy = false;
  const renew = async (): Promise<void> => {
    const callIds = deps.heldCalls.all().flatMap(({ callId }) => callId ?? []);
    if (isBusy || callIds.length === 0) return;
    isBusy = true;
    try {
      const leaseUntil = new Date(deps.clock.now().getTime() + deps.leaseMs);
      await deps.renewLeases({ gatewayId: deps.gatewayId, callIds, leaseUntil });
      const ended = new Set(await deps.endedOf(callIds));
      for (const call of deps.heldCalls.all())
        if (call.callId !== null && ended.has(call.callId)) call.hangUp('closed_elsewhere');
    } catch (error) {
      deps.logger.warn({ error, calls: callIds.length }, 'leases could not be renewed');
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void renew(), deps.everyMs);
  return () => clearInterval(timer);
}
