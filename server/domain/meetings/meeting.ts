import type { ReachableMeeting } from '../access/reach.ts';
import type { E164 } from '../callers/phone-number.ts';

export const meetingStatuses = [
  'planned',
  'reminding',
  'dialling',
  'in_progress',
  'held',
  'missed',
  'cancelled',
  'failed',
] as const;
export type MeetingStatus = (typeof meetingStatuses)[number];
export type MeetingMode = 'manual' | 'automatic';

/** Which status may follow which (M14). `dialling` goes back to `planned` or `reminding` for another attempt. */
export const nextMeetingStatuses: Readonly<Record<MeetingStatus, readonly MeetingStatus[]>> = {
  planned: ['reminding', 'dialling', 'missed', 'cancelled', 'failed'],
  reminding: ['planned', 'dialling', 'missed', 'cancelled', 'failed'],
  dialling: ['planned', 'reminding', 'in_progress', 'held', 'missed', 'cancelled', 'failed'],
  in_progress: ['held', 'failed'],
  held: [],
  missed: [],
  cancelled: [],
  failed: [],
};

/** A meeting in one of these is over for good. */
export const finalMeetingStatuses = [
  'held',
  'missed',
  'cancelled',
  'failed',
] as const satisfies readonly MeetingStatus[];

/** A meeting's row. */
export interface Meeting {
  readonly id: string;
  readonly name: string;
  readonly number: E164;
  readonly extension: string | null;
  readonly numberReceived: string;
  readonly mode: MeetingMode;
  readonly fromAt: Date;
  readonly toAt: Date;
  /** What was promised: local wall time, '2026-11-21T14:30', and zone. */
  readonly fromWall: string;
  readonly toWall: string;
  readonly timeZone: string;
  readonly information: string;
  readonly status: MeetingStatus;
  /** Why it is over or what it waits for: a code the locales translate, or the agent's own words. */
  readonly statusReason: string | null;
  /** Grows with every change by a person; a job with an older one does nothing. */
  readonly revision: number;
  /** When it must next be looked at; null once it is over. */
  readonly nextActionAt: Date | null;
  /** Attempts within this window in which the contact was dialled. */
  readonly attemptCount: number;
  readonly remindedAt: Date | null;
  readonly popWindowId: string | null;
  readonly projectId: string;
  /** Null: any free member of the project. */
  readonly userId: string | null;
  readonly contactId: string | null;
  readonly authorId: string;
  readonly createdAt: Date;
}

export type AttemptResult =
  'answered' | 'busy' | 'no_answer' | 'failed' | 'agent_not_free' | 'agent_no_answer' | 'cancelled' | 'lost';

/** A promised call as lists, reminders and the contact's page show it. Instants are ISO strings: this travels. */
export interface MeetingView {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly extension: string | null;
  readonly mode: MeetingMode;
  readonly fromAt: string;
  readonly toAt: string;
  readonly fromWall: string;
  readonly toWall: string;
  readonly timeZone: string;
  readonly information: string;
  readonly status: MeetingStatus;
  readonly statusReason: string | null;
  readonly revision: number;
  readonly attemptCount: number;
  readonly projectId: string;
  readonly projectName: string;
  readonly userId: string | null;
  readonly userName: string | null;
  /** Null also when the contact is out of the viewer's reach: then `isContactHidden` (A41). */
  readonly contactId: string | null;
  readonly contactName: string | null;
  readonly isContactHidden: boolean;
  /** The viewer's to move, reword or cancel, as far as the rules of access go. */
  readonly mayChange: boolean;
}

/** A meeting before it is cut for somebody: with what its reach depends on. */
export type MeetingFact = Omit<MeetingView, 'isContactHidden' | 'mayChange'> & ReachableMeeting;
