// Every Socket.IO event, typed; shared with the web. A breaking change raises EVENTS_VERSION, which the
// handshake compares, so that an old page reloads itself.
import type { DeskView } from '../domain/desk/desk-view.ts';
import type { ContactEvents, UserEvents } from '../domain/shared/publisher.ts';

export const EVENTS_VERSION = 1;

/**
 * What goes to one user's windows carries the user's running number. A window that finds a gap (or a smaller
 * number: Redis was emptied) asks for a snapshot with `desk:opened`.
 */
export interface Sequenced {
  readonly seq: number;
}

// What the events carry, for whoever has only this file.
export type { AgentStatus, AgentView, RequestedStatus } from '../domain/agents/agent.ts';
export type { CallerHit, HitReason } from '../domain/callers/caller-identity.ts';
export type { CallDirection, CallResult, CallStatus, CallView } from '../domain/calls/call.ts';
export type {
  CallerCard,
  KnownCallerCard,
  OrganizationCard,
  OtherHit,
  UnknownCallerCard,
} from '../domain/calls/caller-card.ts';
export type { Withdrawal } from '../domain/calls/withdrawal.ts';
export type { TimelineItem } from '../domain/contacts/timeline.ts';
export type { HandOverAnswer, HandOverDecision, HandOverView } from '../domain/hand-overs/hand-over.ts';
export type { CallWithCard, ReminderView, WrapUpView } from '../domain/desk/desk-view.ts';
export type { MeetingMode, MeetingStatus, MeetingView } from '../domain/meetings/meeting.ts';

/** The very state of one user's desk: enough to draw the call bar and the cards after any reload. */
export interface DeskSnapshot extends DeskView, Sequenced {}

/** To the user's windows: see UserEvents for what each says, ContactEvents for windows that show a contact. */
export type ServerToClientEvents = {
  [E in keyof UserEvents]: (event: Sequenced & UserEvents[E]) => void;
} & {
  [E in keyof ContactEvents]: (event: ContactEvents[E]) => void;
} & {
  /** What the user may see and do has changed: read the session, the menu and the lists anew. */
  'access:changed': () => void;
  'session:ended': (event: { readonly reason: 'signed_out' | 'expired' | 'revoked' }) => void;
};

export interface ClientToServerEvents {
  /** First word of a window, also after each reconnect; answers with the state of the desk. */
  'desk:opened': (
    event: { readonly windowId: string; readonly hasFocus: boolean; readonly version: number },
    answer: (snapshot: DeskSnapshot | { readonly error: 'outdated' | 'unavailable' }) => void,
  ) => void;
  'window:focused': (event: { readonly windowId: string }) => void;
  /** Answered once the window hears of the contact: whatever it reads after that is not missed. */
  'contact:watched': (event: { readonly contactId: string }, answer?: () => void) => void;
  'contact:unwatched': (event: { readonly contactId: string }) => void;
  /** The card of this call is on the glass (T25). */
  'pop:painted': (event: { readonly callId: string; readonly windowId: string }) => void;
}
