import type { OutboundClaim } from '#domain/calls/claim-outbound.ts';
import type { OutboundPlan } from '#domain/calls/outbound-plan.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { Logger } from '#platform/logger.ts';
import { type CallFacts, outboundFacts } from '../call-facts.ts';
import { createFactWriter } from '../fact-writer.ts';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import { guarded } from '../guard.ts';
import { placeCall, type PlaceCallDeps } from './place-call.ts';

export interface OriginateDeps extends PlaceCallDeps {
  readonly claimOutbound: (input: OutboundClaim) => Promise<OutboundPlan | null>;
  readonly listQueuedOutbound: (input: { readonly now: Date }) => Promise<readonly string[]>;
  readonly facts: CallFacts;
  readonly gatewayId: string;
  readonly isDraining: () => boolean;
  readonly metrics: GatewayMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Originator {
  /** Claims the call and dials, unless somebody else does or it is too late. Resolves once that is decided. */
  originate(callId: string): Promise<void>;
  /** Looks for calls whose job was lost. */
  sweep(): Promise<void>;
}

export function createOriginator(deps: OriginateDeps): Originator {
  const place = guarded(deps.logger, 'outbound call', async (plan: OutboundPlan) => {
    const logger = deps.logger.child({ callId: plan.callId, trunkId: plan.trunk.id });
    logger.info({ first: plan.first }, 'placing a call');
    deps.metrics.calls.inc({ kind: 'outbound' });
    const writer = createFactWriter(logger, deps.timings);
    await placeCall(deps, plan, outboundFacts(plan.callId, deps.facts, writer, deps.clock), logger);
  });
  const originate = async (callId: string): Promise<void> => {
    if (deps.isDraining() || !deps.sip.isUp()) return;
    const at = deps.clock.now();
    const leaseUntil = new Date(at.getTime() + deps.timings.leaseMs);
    const plan = await deps.claimOutbound({ callId, gatewayId: deps.gatewayId, at, leaseUntil });
    if (plan) place(plan);
  };
  let isSweeping = false;
  return {
    originate,
    sweep: async () => {
      if (isSweeping || deps.isDraining() || !deps.sip.isUp()) return;
      isSweeping = true;
      try {
        for (const callId of await deps.listQueuedOutbound({ now: deps.clock.now() }))
          await originate(callId);
      } catch (error) {
        deps.logger.debug({ error }, 'queued calls could not be looked for');
      } finally {
        isSweeping = false;
      }
    },
  };
}
