import type { CallDeps } from './call-deps.ts';
import { legRings } from './call-rules.ts';
import { changeCall } from './change-call.ts';

export interface LegRinging {
  readonly callId: string;
  readonly legId: string;
  readonly at: Date;
  readonly sipCode: number | null;
}

/** A phone rings (180 or 183), the agent’s or, outbound, the contact’s. */
export function markLegRinging(deps: CallDeps) {
  return async ({ callId, legId, at, sipCode }: LegRinging): Promise<void> => {
    await changeCall(deps, callId, at, (call) => legRings(call, legId, at, sipCode));
  };
}
