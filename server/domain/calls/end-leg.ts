import type { CallDeps } from './call-deps.ts';
import { legEnds, type LegEnding } from './call-rules.ts';
import { changeCall } from './change-call.ts';

export interface LegEnd extends LegEnding {
  readonly callId: string;
  readonly legId: string;
}

/**
 * One phone is out: busy, rejected, not answered, not reached. The call goes on. Its agent is free again; who did not
 * answer is paused (T33).
 */
export function endLeg(deps: CallDeps) {
  return async ({ callId, legId, ...ending }: LegEnd): Promise<{ readonly ended: boolean }> => {
    const change = await changeCall(deps, callId, ending.at, (call) => legEnds(call, legId, ending));
    return { ended: change?.after != null };
  };
}
