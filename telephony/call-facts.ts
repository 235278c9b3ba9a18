import type { SilentPhone } from '#domain/agents/drop-silent-phone.ts';
import type { LegAnswered } from '#domain/calls/answer-call.ts';
import type { CallState } from '#domain/calls/call-state.ts';
import type { CallEnd } from '#domain/calls/end-call.ts';
import type { LegEnd } from '#domain/calls/end-leg.ts';
import type { LegRinging } from '#domain/calls/mark-leg-ringing.ts';
import type { NotedFacts } from '#domain/calls/note-facts.ts';
import type { PhoneAddress } from '#domain/calls/ring-plan.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { RingRefusal } from './bridge/ring-phones.ts';
import type { CallEnding } from './call-ending.ts';
import type { FactWriter } from './fact-writer.ts';

/** The use cases that keep a running call, bound to their stores. */
export interface CallFacts {
  readonly markLegRinging: (input: LegRinging) => Promise<unknown>;
  readonly dropSilentPhone: (input: SilentPhone) => Promise<unknown>;
  readonly endLeg: (input: LegEnd) => Promise<unknown>;
  readonly answerCall: (input: LegAnswered) => Promise<{ readonly won: boolean }>;
  readonly endCall: (input: CallEnd) => Promise<unknown>;
  readonly noteFacts: (input: NotedFacts) => Promise<CallState | null>;
}

/** What happens to an outbound call, written down in order beside it. */
export interface OutboundFacts {
  ringing(legId: string, sipCode: number): void;
  /** `calledAt`: when the phone was first called. */
  silent(userId: string, phone: PhoneAddress, calledAt: Date): void;
  /** Resolves false when the call was over already: somebody else closed it. */
  answered(legId: string): Promise<boolean>;
  refused(legId: string, refusal: RingRefusal): void;
  ended(ending: CallEnding): Promise<void>;
}

export function outboundFacts(
  callId: string,
  facts: CallFacts,
  writer: FactWriter,
  clock: Clock,
): OutboundFacts {
  return {
    ringing: (legId, sipCode) => {
      const at = clock.now();
      void writer.write('leg ringing', () => facts.markLegRinging({ callId, legId, at, sipCode }));
    },
    silent: (userId, phone, calledAt) => {
      const at = clock.now();
      void writer.write('phone silent', () => facts.dropSilentPhone({ userId, phone, calledAt, at }));
    },
    answered: async (legId) => {
      const at = clock.now();
      const answer = await writer.write('leg answered', () => facts.answerCall({ callId, legId, at }));
      return answer?.won ?? true;
    },
    refused: (legId, refusal) => {
      const at = clock.now();
      void writer.write('leg ended', () => facts.endLeg({ callId, legId, at, ...refusal }));
    },
    ended: async ({ side, sipCode, reason, result }) => {
      const at = clock.now();
      const end = { callId, at, hangupSide: side, sipCode, reason, ...(result ? { result } : {}) };
      await writer.write('call ended', () => facts.endCall(end));
    },
  };
}
