import type { MeetingReach, Reachable } from '../access/reach.ts';
import type { CallResult, CallStatus } from '../calls/call.ts';
import type { AttemptResult, Meeting, MeetingFact, MeetingStatus } from './meeting.ts';
import type { MeetingProject } from './meeting-project.ts';

/** What the domain needs of the tables `meetings` and `meeting_attempts`, within one transaction. */
export interface MeetingStore {
  /** The meeting with its row locked until the transaction ends; null when there is none. */
  lock(meetingId: string): Promise<Meeting | null>;
  /**
   * Only one transaction at a time starts what is due, so that meetings start in the order of their time and
   * trunks are never filled beyond their channels. False when another one is at it.
   */
  becomeDispatcher(): Promise<boolean>;
  /** The earliest meeting whose next look is due, locked; passes over rows that others hold. */
  lockFirstDue(at: Date): Promise<Meeting | null>;

  /** With the labels its user has now, or its author (A15). False when there is a meeting with this id already. */
  insert(meeting: Meeting): Promise<boolean>;
  /** Writes all that may change; the row must be locked. */
  update(meeting: Meeting): Promise<void>;

  /** Fails when the meeting has an open attempt (unique index). */
  openAttempt(attempt: NewAttempt): Promise<void>;
  closeAttempt(attemptId: string, at: Date, result: AttemptResult): Promise<void>;
  openAttemptOfCall(callId: string): Promise<OpenAttempt | null>;
  openAttemptOf(meetingId: string): Promise<OpenAttempt | null>;
  lastAttemptOf(meetingId: string): Promise<ClosedAttempt | null>;

  project(projectId: string): Promise<MeetingProject | null>;
  /** Ids of meetings of the user, not over, that share time with [fromAt, toAt), other than `exceptId`. */
  overlapping(query: OverlapQuery): Promise<readonly string[]>;
  hasWithdrawnPhoneConsent(contactId: string): Promise<boolean>;
  isMember(projectId: string, userId: string): Promise<boolean>;
  /** What the contact's reach depends on; null when there is no such contact. */
  reachableContact(contactId: string): Promise<Reachable | null>;
  obstacleOf(userId: string, meetingId: string, at: Date): Promise<AgentObstacle | null>;

  /** Keeps other calls from the agent; false when another meeting has the agent already. */
  keepAgent(userId: string, meetingId: string, until: Date, at: Date): Promise<boolean>;
  /** Whom the meeting keeps at this moment. */
  keptAgent(meetingId: string, at: Date): Promise<string | null>;
  releaseAgent(meetingId: string): Promise<void>;
  /** Calls that may still be begun on the enabled trunks. */
  freeChannels(): Promise<number>;

  /** Puts the meeting on its contact's timeline, moves it there, or takes it off another's. */
  putOnTimeline(meeting: Meeting, entryId: string): Promise<void>;

  view(meetingId: string): Promise<MeetingFact | null>;
  /** The user's first meeting that is not over and ends after `at`, beginning before `before`. */
  nextOf(userId: string, at: Date, before: Date): Promise<MeetingFact | null>;
  /** What the user's desk reminds of at this moment. */
  remindersOf(userId: string, at: Date): Promise<readonly MeetingReminder[]>;
  /** A reminder whose window has gone is shown in another. */
  moveReminder(meetingId: string, popWindowId: string): Promise<void>;
  timeZoneOf(userId: string): Promise<string | null>;

  /** Ids and revisions of what is due, in order of due time. */
  findDue(at: Date, limit: number): Promise<readonly DueMeeting[]>;
  /** When the meeting is to be looked at; null when it is over or not there. */
  dueOf(meetingId: string): Promise<DueMeeting | null>;
  /** Makes due, and counts, automatic meetings in their window that wait for somebody to be free. */
  makeWaitingDue(at: Date): Promise<number>;
  list(query: MeetingQuery): Promise<readonly MeetingFact[]>;
}

export interface NewAttempt {
  readonly id: string;
  readonly meetingId: string;
  readonly callId: string;
  readonly startedAt: Date;
}

export interface OpenAttempt {
  readonly id: string;
  readonly meetingId: string;
  readonly callId: string | null;
  readonly startedAt: Date;
  readonly callStatus: CallStatus | null;
  readonly callResult: CallResult | null;
  /** The contact's phone may have rung: the call was claimed and, agent first, the agent had answered. */
  readonly wasContactDialled: boolean;
}

export interface ClosedAttempt {
  readonly endedAt: Date;
  readonly result: AttemptResult;
}

export interface OverlapQuery {
  readonly userId: string;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly exceptId: string;
}

/** Why an agent cannot be rung now; codes the locales translate. */
export type AgentObstacle =
  'agent_busy' | 'agent_paused' | 'agent_offline' | 'agent_without_phone' | 'agent_kept_for_another';

export interface DueMeeting {
  readonly id: string;
  readonly revision: number;
  readonly nextActionAt: Date;
}

export interface MeetingReminder {
  readonly meeting: MeetingFact;
  readonly popWindowId: string | null;
}

export const meetingOrders = ['earliest_first', 'latest_first'] as const;

export interface MeetingQuery {
  readonly reach: MeetingReach;
  readonly id: string | null;
  readonly fromAt: Date | null;
  readonly toAt: Date | null;
  readonly statuses: readonly MeetingStatus[];
  readonly userId: string | null;
  readonly contactId: string | null;
  readonly order: (typeof meetingOrders)[number];
  /** In this order. */
  readonly after: { readonly fromAt: Date; readonly id: string } | null;
  readonly limit: number;
}
