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

export type AttemptResult =
  | 'answered'
  | 'busy'
  | 'no_answer'
  | 'failed'
  | 'agent_not_free'
  | 'agent_no_answer'
  | 'cancelled'
  | 'lost';

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
  readonly contactId: string | null;
  readonly contactName: string | null;
}
