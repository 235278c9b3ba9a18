import type { AccessStore } from '../access/access-store.ts';
import type { AddressRangeStore } from '../access/address-range-store.ts';
import type { AccountStore } from '../identity/account-store.ts';
import type { FactorStore } from '../identity/factor-store.ts';
import type { OpenIdIdentityStore } from '../identity/open-id-identity-store.ts';
import type { OwnSessionStore } from '../identity/own-session-store.ts';
import type { AgentStore, ReservedAgent } from '../agents/agent-store.ts';
import type { AuditWriter } from '../audit/audit-writer.ts';
import type { CallerStore } from '../callers/caller-store.ts';
import type {
  ArrivingCall,
  CallStore,
  DecideCall,
  ReceivedCall,
  RingWanted,
  WhoCalls,
} from '../calls/call-store.ts';
import type { RecentCalls } from '../calls/recent-calls.ts';
import type { TimelineStore } from '../contacts/timeline-store.ts';
import type { WindowStore } from '../desk/window-store.ts';
import type { HandOverStore } from '../hand-overs/hand-over-store.ts';
import type { MailStore } from '../mail/mail-store.ts';
import type { MeetingStore } from '../meetings/meeting-store.ts';
import type { StructureStore } from '../structure/structure-store.ts';
import type { ActivationStore } from '../users/activation-store.ts';
import type { DeskCutter } from '../users/desk-cutter.ts';
import type { EstateStore } from '../users/estate-store.ts';
import type { UserDirectory } from '../users/user-directory.ts';

/** What a call and a promised call read and write. */
export interface Stores {
  readonly access: AccessStore;
  readonly addressRanges: AddressRangeStore;
  readonly activations: ActivationStore;
  readonly accounts: AccountStore;
  readonly agents: AgentStore;
  readonly audit: AuditWriter;
  readonly callers: CallerStore;
  readonly calls: CallStore;
  readonly factors: FactorStore;
  readonly desks: DeskCutter;
  readonly estates: EstateStore;
  readonly handOvers: HandOverStore;
  readonly mails: MailStore;
  readonly meetings: MeetingStore;
  readonly openIdIdentities: OpenIdIdentityStore;
  readonly ownSessions: OwnSessionStore;
  readonly structure: StructureStore;
  readonly timeline: TimelineStore;
  readonly users: UserDirectory;
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
  /**
   * A call comes in: finds out who is known by its number, reserves the agent who has been idle longest, if one is free,
   * and writes the call that `decide` makes of it. 'known_already' when its SIP Call-ID is, 'project_changed' when the
   * project is another than the caller knows, or the dialled number leads elsewhere: nothing is written and nobody
   * reserved then.
   */
  receive(
    call: ArrivingCall,
    decide: DecideCall,
  ): Promise<ReceivedCall | 'known_already' | 'project_changed'>;
  /**
   * Reserves for a call that nobody's phone rings for the agent who has been idle longest, as far as he has not refused
   * it lately, and writes his leg, whose contact is not hidden yet; both or neither. Null when nobody is free, or the call
   * is another than the caller knows. Like a call received it waits for no disk.
   */
  ringWaiting(wanted: RingWanted): Promise<(WhoCalls & { readonly reserved: ReservedAgent }) | null>;
  /** Each method by itself: reads, and those writes that are one statement and so all or nothing alone. */
  readonly read: Stores;
  readonly recentCalls: RecentCalls;
}
