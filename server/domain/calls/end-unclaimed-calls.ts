import type { CallDeps } from './call-deps.ts';
import { callEnds } from './call-rules.ts';
import type { CallState } from './call-state.ts';
import { changeCall } from './change-call.ts';

/** No gateway that is alive leaves a call lying about for so long. */
const CLAIM_SECONDS = 30;

/**
 * A sweep: queued calls that no gateway claims are given up, so that their agents are free and a promised call may be
 * tried anew. A claim at the same moment wins or loses as a whole. Returns how many.
 */
export function endUnclaimedCalls(deps: CallDeps) {
  return async ({ now }: { readonly now: Date }): Promise<number> => {
    let ended = 0;
    for (const callId of await deps.database.read.calls.queuedOutbound(now)) {
      const change = await changeCall(deps, callId, now, (call) => endUnclaimed(call, now));
      if (change?.after != null) ended += 1;
    }
    return ended;
  };
}

function endUnclaimed(call: CallState, now: Date): CallState | null {
  if (call.status !== 'queued') return null;
  const ending = { at: now, hangupSide: 'system', sipCode: null } as const;
  if (call.notAfter !== null && Date.parse(call.notAfter) <= now.getTime()) {
    return callEnds(call, { ...ending, reason: 'too_late', result: 'cancelled' });
  }
  if (Date.parse(call.queuedAt) + CLAIM_SECONDS * 1000 > now.getTime()) return null;
  return callEnds(call, { ...ending, reason: 'never_claimed', result: 'lost' });
}
