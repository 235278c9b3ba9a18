import type { AgentView } from '../agents/agent.ts';
import type { CallView } from '../calls/call.ts';
import type { CallerCard } from '../calls/caller-card.ts';
import type { MeetingView } from '../meetings/meeting.ts';

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
export interface DeskView {
  readonly agent: AgentView;
  /** Calls not ended that ring at, or are held by, this user. */
  readonly calls: readonly CallWithCard[];
  readonly wrapUp: (WrapUpView & CallWithCard) | null;
  readonly reminders: readonly ReminderView[];
  /** Today's next promise. */
  readonly nextMeeting: MeetingView | null;
  readonly now: string;
}
