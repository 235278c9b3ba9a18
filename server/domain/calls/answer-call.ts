import type { CallDeps } from './call-deps.ts';
import { legAnswers } from './call-rules.ts';
import { changeCall } from './change-call.ts';

export interface LegAnswered {
  readonly callId: string;
  readonly legId: string;
  readonly at: Date;
}

/** A phone was answered. Of several at once one wins; asked again, the winner hears the same. */
export function answerCall(deps: CallDeps) {
  return async ({ callId, legId, at }: LegAnswered): Promise<{ readonly won: boolean }> => {
    const change = await changeCall(deps, callId, at, (call) => legAnswers(call, legId, at));
    const call = change?.after ?? change?.before;
    return { won: call?.legs.some((leg) => leg.id === legId && leg.status === 'answered') ?? false };
  };
}
