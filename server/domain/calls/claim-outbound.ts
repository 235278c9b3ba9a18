import type { OutboundPlan } from './outbound-plan.ts';
import type { Deps } from '../shared/deps.ts';

export interface OutboundClaim {
  readonly callId: string;
  readonly gatewayId: string;
  readonly at: Date;
  readonly leaseUntil: Date;
}

/** Whoever gets the plan dials; nobody else can. Past its time the call is cancelled instead. */
export function claimOutbound(_deps: Deps) {
  return async (_input: OutboundClaim): Promise<OutboundPlan | null> => {
    throw new Error('being written');
  };
}
