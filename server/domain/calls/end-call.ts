import type { CallDeps } from './call-deps.ts';
import { callEnds, type CallEnding } from './call-rules.ts';
import { changeCall } from './change-call.ts';

export interface CallEnd extends CallEnding {
  readonly callId: string;
}

/** The call is over. The first end counts; later ones change nothing. */
export function endCall(deps: CallDeps) {
  return async ({ callId, ...ending }: CallEnd): Promise<{ readonly ended: boolean }> => {
    const change = await changeCall(deps, callId, ending.at, (call) => callEnds(call, ending));
    return { ended: change?.after != null };
  };
}
