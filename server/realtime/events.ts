// Every Socket.IO event, typed; shared with the web. A breaking change raises EVENTS_VERSION, which the
// handshake compares, so that an old page reloads itself.
import type { AgentView } from '../domain/agents/agent.ts';
import type { CallView } from '../domain/calls/call.ts';
import type { CallerCard } from '../domain/calls/caller-card.ts';
import type { TimelineItem } from '../domain/contacts/timeline.ts';
import type { MeetingView } from '../domain/meetings/meeting.ts';

export const EVENTS_VERSION = 1;

/**
 * What goes to one user's windows carries the user's running number. A window that finds a gap (or a smaller
 * number: Redis was emptied) asks for a snapshot with `desk:opened`.
 */
export interface Sequenced {
  readonly seq: number;
}

export interface CallWithCard {
  readonly call: CallView;
  readonly card: CallerCard;
  /** The one window that opens the card; null when nobody should. */
  readonly popWindowId: string | null;
}

export interface WrapUpView {
  readonly callId: string;
  readonly startedAt: string;
  readonly until: string;
  readonly outcomes: readonly { readonly id: string; readonly name: string }[];
}

export interface ReminderView {
  readonly meeting: MeetingView;
  readonly card: CallerCard;
  readonly popWindowId: string | null;
}

/** The very state of one user's desk: enough to draw the call bar and the cards after any reload. */
export interface DeskSnapshot extends Sequenced {
  readonly agent: AgentView;
  /** Calls not ended that ring at, or are held by, this user. */
  readonly calls: readonly CallWithCard[];
  readonly wrapUp: (WrapUpView & CallWithCard) | null;
  readonly reminders: readonly ReminderView[];
  /** Today's next promise. */
  readonly nextMeeting: MeetingView | null;
  readonly now: string;
}

export interface ServerToClientEvents {
  /** An agent's phone begins to ring (or, outbound, the agent is being connected): draw the card. */
  'call:rang': (event: Sequenced & CallWithCard) => void;
  /** Any later change; ignore one whose call.version is not greater than the known one. */
  'call:answered': (event: Sequenced & { readonly call: CallView }) => void;
  'call:ended': (event: Sequenced & { readonly call: CallView }) => void;
  /** This user's part is over though the call may go on (rejected, rang too long, another agent took it). */
  'call:withdrawn': (event: Sequenced & { readonly callId: string; readonly reason: string }) => void;
  /** The call was tied to another contact (quick add, assignment). */
  'call:identified': (event: Sequenced & CallWithCard) => void;
  'wrap_up:started': (event: Sequenced & WrapUpView & CallWithCard) => void;
  'wrap_up:completed': (event: Sequenced & { readonly callId: string }) => void;
  'agent:changed': (event: Sequenced & { readonly agent: AgentView }) => void;
  'meeting:changed': (event: Sequenced & { readonly meeting: MeetingView }) => void;
  'meeting:reminded': (event: Sequenced & ReminderView) => void;
  'meeting:next_changed': (event: Sequenced & { readonly nextMeeting: MeetingView | null }) => void;
  /** To windows that watch the contact. */
  'timeline:changed': (event: { readonly contactId: string; readonly item: TimelineItem }) => void;
  'contact:changed': (event: { readonly contactId: string; readonly version: number }) => void;
  'session:ended': (event: { readonly reason: 'signed_out' | 'expired' | 'revoked' }) => void;
}

export interface ClientToServerEvents {
  /** First word of a window, also after each reconnect; answers with the state of the desk. */
  'desk:opened': (
    event: { readonly windowId: string; readonly hasFocus: boolean; readonly version: number },
    answer: (snapshot: DeskSnapshot | { readonly error: 'outdated' | 'unavailable' }) => void,
  ) => void;
  'window:focused': (event: { readonly windowId: string }) => void;
  'contact:watched': (event: { readonly contactId: string }) => void;
  'contact:unwatched': (event: { readonly contactId: string }) => void;
  /** The card of this call is on the glass (T25). */
  'pop:painted': (event: { readonly callId: string; readonly windowId: string }) => void;
}
