import type { AgentRing, PhoneAddress } from '#domain/calls/ring-plan.ts';
import type { RingRefusal } from '../bridge/ring-phones.ts';
import type { CallEnding } from '../call-ending.ts';

/**
 * Who decides which agent rings next, and who keeps the facts of one inbound call: the database, or memory while it
 * is away. Nothing here rejects.
 */
export interface CallLedger {
  /** Null while the database does not know the call. */
  readonly callId: string | null;
  readonly ringSeconds: number;
  readonly maxWaitSeconds: number;
  /** Waits for a free agent, and says so by `onWaiting`; null once `stopWaiting` was called. */
  nextAgent(onWaiting: () => void): Promise<AgentRing | null>;
  stopWaiting(): void;
  ringing(ring: AgentRing, sipCode: number): void;
  /** This phone of the agent said nothing at all. */
  silent(ring: AgentRing, phone: PhoneAddress): void;
  /** Resolves when the agent is free for others again. */
  refused(ring: AgentRing, refusal: RingRefusal): Promise<void>;
  /** False when the call was over already: somebody else closed it. */
  answered(ring: AgentRing): Promise<boolean>;
  ended(end: CallEnding): Promise<void>;
}
