import type { AccessStore } from '../access/access-store.ts';
import type { AddressRangeStore } from '../access/address-range-store.ts';
import type { AgentStore } from '../agents/agent-store.ts';
import type { AuditWriter } from '../audit/audit-writer.ts';
import type { CallerStore } from '../callers/caller-store.ts';
import type { CallStore } from '../calls/call-store.ts';
import type { RecentCalls } from '../calls/recent-calls.ts';
import type { TimelineStore } from '../contacts/timeline-store.ts';
import type { WindowStore } from '../desk/window-store.ts';
import type { MailStore } from '../mail/mail-store.ts';
import type { MeetingStore } from '../meetings/meeting-store.ts';
import type { StructureStore } from '../structure/structure-store.ts';

/** What a call and a promised call read and write. */
export interface Stores {
  readonly access: AccessStore;
  readonly addressRanges: AddressRangeStore;
  readonly agents: AgentStore;
  readonly audit: AuditWriter;
  readonly callers: CallerStore;
  readonly calls: CallStore;
  readonly mails: MailStore;
  readonly meetings: MeetingStore;
  readonly structure: StructureStore;
  readonly timeline: TimelineStore;
  readonly windows: WindowStore;
}

/**
 * The rows are the truth. Whoever locks several of them takes agents first (one, or several by id), then the call,
 * then the meeting: nobody waits in a circle.
 */
export interface Database {
  /**
   * All or nothing, at READ COMMITTED. Runs again, once, after a serialization failure or a deadlock, so `work`
   * must do nothing but use the stores. Throws DomainError 'unavailable' when the database is away.
   */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Each method by itself: reads, and those writes that are one statement and so all or nothing alone. */
  readonly read: Stores;
  readonly recentCalls: RecentCalls;
}
