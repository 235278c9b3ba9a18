import type { OutboundCall, QueuedOutbound } from '../calls/queue-outbound.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import type { MeetingHints } from './meeting-hints.ts';
import type { MeetingTimings } from './meeting-timings.ts';

/** What the use cases of promised calls need from outside. */
export interface MeetingDeps extends Deps {
  readonly hints: MeetingHints;
  readonly timings: MeetingTimings;
  /** Reserves an agent and queues the call, in this transaction; null, and nothing written, when nobody is free. */
  readonly queueOutbound: (stores: Stores, call: OutboundCall) => Promise<QueuedOutbound | null>;
}
