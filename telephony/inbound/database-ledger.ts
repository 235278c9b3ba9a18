import type { AgentRing, RingPlan } from '#domain/calls/ring-plan.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { CallFacts } from '../call-facts.ts';
import type { FactWriter } from '../fact-writer.ts';
import type { CallLedger } from './call-ledger.ts';
import { createCallNotes } from './call-notes.ts';
import type { WaitingLine, WaitingPlace } from './waiting-line.ts';

export interface DatabaseLedgerDeps {
  readonly facts: CallFacts;
  readonly waitingLine: WaitingLine;
  readonly clock: Clock;
  readonly writer: FactWriter;
}

export function databaseLedger(
  { facts, waitingLine, clock, writer }: DatabaseLedgerDeps,
  plan: Exclude<RingPlan, { kind: 'refuse' }>,
  receivedAt: Date,
): CallLedger {
  const { callId, projectId, ringSeconds, maxWaitSeconds } = plan;
  let chosen: AgentRing | null = plan.kind === 'ring' ? plan.ring : null;
  let place: WaitingPlace | null = null;
  let isOver = false;
  let calledAt = receivedAt;
  const { note, noteSoon } = createCallNotes(callId, facts.noteFacts, writer);
  return {
    callId,
    ringSeconds,
    maxWaitSeconds,
    nextAgent: async (onWaiting) => {
      const ring = chosen;
      chosen = null;
      if (ring || isOver) return ring;
      onWaiting();
      place = waitingLine.join({ callId, projectId, receivedAt });
      const next = await place.agent;
      calledAt = clock.now();
      return next;
    },
    stopWaiting: () => {
      isOver = true;
      place?.leave();
    },
    ringing: ({ legId }, sipCode) => {
      const at = clock.now();
      noteSoon({ kind: 'ringing', legId, at, sipCode });
    },
    silent: ({ userId }, phone) => {
      const at = clock.now();
      void writer.write('phone silent', () => facts.dropSilentPhone({ userId, phone, calledAt, at }));
    },
    refused: async ({ legId }, refusal) => {
      const at = clock.now();
      await note({ kind: 'refused', legId, at, ...refusal });
    },
    answered: async ({ legId }) => {
      const at = clock.now();
      const call = await note({ kind: 'answered', legId, at });
      // given up on: the people talk on, and the log says what it can
      return call?.legs.some((leg) => leg.id === legId && leg.answeredAt !== null) ?? true;
    },
    ended: async ({ side, sipCode, reason }) => {
      const at = clock.now();
      await note({ kind: 'ended', at, hangupSide: side, sipCode, reason });
    },
  };
}
