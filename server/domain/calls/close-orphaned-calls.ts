import type { CallDeps } from './call-deps.ts';
import { callEnds } from './call-rules.ts';
import type { CallState } from './call-state.ts';
import { changeCall } from './change-call.ts';

const AT_ONCE = 200;

/** Closes calls whose gateway died, with what is known, and frees their agents (T72). Returns how many. */
export function closeOrphanedCalls(deps: CallDeps) {
  return async ({ now }: { readonly now: Date }): Promise<number> => {
    let closed = 0;
    for (const callId of await deps.database.read.calls.orphans(now, AT_ONCE)) {
      const change = await changeCall(deps, callId, now, (call) => closeOrphan(call, now));
      if (change?.after != null) closed += 1;
    }
    return closed;
  };
}

function closeOrphan(call: CallState, now: Date): CallState | null {
  const lost = { at: now, hangupSide: 'system', sipCode: null } as const;
  if (call.status === 'queued') {
    if (!isPast(call.notAfter, now)) return null;
    return callEnds(call, { ...lost, reason: 'too_late', result: 'cancelled' });
  }
  if (!isPast(call.leaseUntil, now)) return null;
  const result = call.status === 'answered' ? 'answered' : 'lost';
  return callEnds(call, { ...lost, reason: 'gateway_lost', result });
}

function isPast(moment: string | null, now: Date): boolean {
  return moment !== null && Date.parse(moment) <= now.getTime();
}
