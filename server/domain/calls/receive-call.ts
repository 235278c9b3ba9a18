import type { IncomingCall } from './incoming-call.ts';
import type { RingPlan } from './ring-plan.ts';
import type { Deps } from '../shared/deps.ts';

/** A call came in: who is it, who shall answer? Idempotent on the SIP Call-ID. */
export function receiveCall(_deps: Deps) {
  return async (_input: IncomingCall): Promise<RingPlan> => {
    throw new Error('being written');
  };
}
