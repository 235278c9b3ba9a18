import type { LegAnswered } from './answer-call.ts';
import type { CallDeps } from './call-deps.ts';
import { callEnds, type CallEnding, legAnswers, legEnds, legRings } from './call-rules.ts';
import type { CallState } from './call-state.ts';
import { type CallRule, changeCall } from './change-call.ts';
import type { LegEnd } from './end-leg.ts';
import type { LegRinging } from './mark-leg-ringing.ts';

/** Something that happened to a call, as the use case of its own takes it. */
export type CallFact =
  | ({ readonly kind: 'ringing' } & Omit<LegRinging, 'callId'>)
  | ({ readonly kind: 'answered' } & Omit<LegAnswered, 'callId'>)
  | ({ readonly kind: 'refused' } & Omit<LegEnd, 'callId'>)
  | ({ readonly kind: 'ended' } & CallEnding);

export interface NotedFacts {
  readonly callId: string;
  /** At least one, in the order they happened. */
  readonly facts: readonly CallFact[];
}

/** Several things that happened to one call, in one write. Answers with the call as it is then; null: no such call. */
export function noteFacts(deps: CallDeps) {
  return async ({ callId, facts }: NotedFacts): Promise<CallState | null> => {
    const at = facts.at(-1)?.at ?? deps.clock.now();
    const change = await changeCall(deps, callId, at, ...facts.map(ruleOf));
    return change && (change.after ?? change.before);
  };
}

function ruleOf(fact: CallFact): CallRule {
  switch (fact.kind) {
    case 'ringing':
      return (call) => legRings(call, fact.legId, fact.at, fact.sipCode);
    case 'answered':
      return (call) => legAnswers(call, fact.legId, fact.at);
    case 'refused':
      return (call) => legEnds(call, fact.legId, fact);
    case 'ended':
      return (call) => callEnds(call, fact);
  }
}
