import type { Withdrawal } from '../calls/withdrawal.ts';
import type { AgentView } from '../agents/agent.ts';
import type { CallView } from '../calls/call.ts';
import type { TimelineItem } from '../contacts/timeline.ts';
import type { CallWithCard, ReminderView, WrapUpView } from '../desk/desk-view.ts';
import type { HandOverAnswer, HandOverView } from '../hand-overs/hand-over.ts';
import type { MeetingView } from '../meetings/meeting.ts';

/** What one user's windows are told. Each gets the user's running number on its way (see realtime/events.ts). */
export interface UserEvents {
  /** An agent's phone begins to ring (or, outbound, the agent is being connected): draw the card. */
  'call:rang': CallWithCard;
  /** Any later change; ignore one whose call.version is not greater than the known one. */
  'call:answered': { readonly call: CallView };
  'call:ended': { readonly call: CallView };
  /** This user's part is over though the call may go on (rejected, rang too long, another agent took it). */
  'call:withdrawn': { readonly callId: string; readonly reason: Withdrawal };
  /** The call was tied to another contact (quick add, assignment). */
  'call:identified': CallWithCard;
  'wrap_up:started': WrapUpView & CallWithCard;
  'wrap_up:completed': { readonly callId: string };
  'agent:changed': { readonly agent: AgentView };
  'meeting:changed': { readonly meeting: MeetingView };
  'meeting:reminded': ReminderView;
  'meeting:next_changed': { readonly nextMeeting: MeetingView | null };
  /** A supervisor is asked to hand a contact over to an agent (A41). */
  'hand_over:requested': HandOverView;
  /** To every supervisor who was asked: somebody has answered. */
  'hand_over:closed': { readonly requestId: string };
  /** To the agent who asked. */
  'hand_over:decided': HandOverAnswer;
}

/** What windows that show a contact are told. */
export interface ContactEvents {
  'timeline:changed': { readonly contactId: string; readonly item: TimelineItem };
  'contact:changed': { readonly contactId: string; readonly version: number };
}

/** Tells the windows what has been committed. Never throws, is never waited for: the rows are the truth. */
export interface Publisher {
  toUser<E extends keyof UserEvents>(userId: string, event: E, payload: UserEvents[E]): void;
  toContactWatchers<E extends keyof ContactEvents>(
    contactId: string,
    event: E,
    payload: ContactEvents[E],
  ): void;
  /** Somebody may take a call now: whoever holds a waiting one looks again. */
  agentsFreed(): void;
  /** For somebody no call may ring any more: whoever rings a phone looks whose. */
  agentsCutOff(): void;
}
