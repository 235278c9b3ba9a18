import type { Reachable } from '#domain/access/reach.ts';
import type { Meeting, MeetingFact } from '#domain/meetings/meeting.ts';
import type { MeetingProject } from '#domain/meetings/meeting-project.ts';
import type {
  AgentObstacle,
  ClosedAttempt,
  DueMeeting,
  MeetingReminder,
  MeetingStore,
  OpenAttempt,
} from '#domain/meetings/meeting-store.ts';
import * as sql from './pg-meeting-statements.ts';
import { first, type Queryable, rows, type Statement, written } from './pg-statement.ts';

export function pgMeetingStore(client: Queryable): MeetingStore {
  const all = <R>(statement: Statement, ...values: readonly unknown[]) => rows<R>(client, statement, values);
  const one = <R>(statement: Statement, ...values: readonly unknown[]) => first<R>(client, statement, values);
  const write = (statement: Statement, ...values: readonly unknown[]) => written(client, statement, values);
  const views = async (statement: Statement, ...values: readonly unknown[]) =>
    (await all<ViewRow>(statement, ...values)).map(viewOf);

  return {
    lock: (meetingId) => one<Meeting>(sql.lock, meetingId),
    becomeDispatcher: async () => (await one<{ is: boolean }>(sql.becomeDispatcher))?.is ?? false,
    lockFirstDue: (at) => one<Meeting>(sql.lockFirstDue, at),

    insert: async (meeting) => (await write(sql.insert, ...sql.insertValues(meeting))) > 0,
    update: async (meeting) => void (await write(sql.update, ...sql.updateValues(meeting))),

    openAttempt: async ({ id, meetingId, callId, startedAt }) =>
      void (await write(sql.openAttempt, id, meetingId, callId, startedAt)),
    closeAttempt: async (attemptId, at, result) =>
      void (await write(sql.closeAttempt, attemptId, at, result)),
    openAttemptOfCall: (callId) => one<OpenAttempt>(sql.openAttemptOfCall, callId),
    openAttemptOf: (meetingId) => one<OpenAttempt>(sql.openAttemptOf, meetingId),
    lastAttemptOf: (meetingId) => one<ClosedAttempt>(sql.lastAttemptOf, meetingId),

    project: (projectId) => one<MeetingProject>(sql.project, projectId),
    overlapping: async ({ userId, fromAt, toAt, exceptId }) =>
      ids(await all(sql.overlapping, userId, fromAt, toAt, exceptId)),
    hasWithdrawnPhoneConsent: async (contactId) =>
      (await one<{ isGiven: boolean }>(sql.lastPhoneConsent, contactId))?.isGiven === false,
    isMember: async (projectId, userId) => (await one(sql.membership, projectId, userId)) !== null,
    reachableContact: async (contactId) =>
      (await one<{ contact: Reachable }>(sql.reachableContact, contactId))?.contact ?? null,
    obstacleOf: async (userId, meetingId, at) =>
      obstacleIn(await one<ObstacleRow>(sql.agentOf, userId, meetingId, at)),

    keepAgent: async (userId, meetingId, until, at) =>
      (await write(sql.keepAgent, userId, meetingId, until, at)) > 0,
    keptAgent: async (meetingId, at) => ids(await all(sql.keptAgent, meetingId, at))[0] ?? null,
    releaseAgent: async (meetingId) => void (await write(sql.releaseAgent, meetingId)),
    freeChannels: async () => (await one<{ free: number }>(sql.freeChannels))?.free ?? 0,

    putOnTimeline: async (meeting, entryId) => {
      await write(sql.takeOffTimelines, meeting.id, meeting.contactId);
      if (meeting.contactId === null) return;
      await write(
        sql.putOnTimeline,
        entryId,
        meeting.contactId,
        meeting.fromAt,
        meeting.authorId,
        meeting.id,
      );
    },

    view: async (meetingId) => (await views(sql.view, meetingId))[0] ?? null,
    nextOf: async (userId, at, before) => (await views(sql.nextOf, userId, at, before))[0] ?? null,
    remindersOf: async (userId, at) =>
      (await all<ViewRow & { popWindowId: string | null }>(sql.remindersOf, userId, at)).map(reminderOf),
    moveReminder: async (meetingId, popWindowId) =>
      void (await write(sql.moveReminder, meetingId, popWindowId)),
    timeZoneOf: async (userId) => (await one<{ timeZone: string }>(sql.timeZoneOf, userId))?.timeZone ?? null,

    findDue: (at, limit) => all<DueMeeting>(sql.findDue, at, limit),
    dueOf: (meetingId) => one<DueMeeting>(sql.dueOf, meetingId),
    makeWaitingDue: (at) => write(sql.makeWaitingDue, at),
    list: async (query) => {
      const { text, values } = sql.listOf(query);
      return (await client.query<ViewRow>(text, values)).rows.map(viewOf);
    },
  };
}

const ids = (found: readonly { readonly id: string }[]): readonly string[] => found.map(({ id }) => id);

type ViewRow = Omit<MeetingFact, 'fromAt' | 'toAt'> & { readonly fromAt: Date; readonly toAt: Date };

function viewOf(row: ViewRow): MeetingFact {
  return { ...row, fromAt: row.fromAt.toISOString(), toAt: row.toAt.toISOString() };
}

function reminderOf({ popWindowId, ...row }: ViewRow & { popWindowId: string | null }): MeetingReminder {
  return { meeting: viewOf(row), popWindowId };
}

interface ObstacleRow {
  readonly status: string;
  readonly isKeptForAnother: boolean;
  readonly hasPhone: boolean;
}

function obstacleIn(agent: ObstacleRow | null): AgentObstacle | null {
  if (!agent || agent.status === 'offline') return 'agent_offline';
  if (agent.status === 'paused') return 'agent_paused';
  if (agent.status !== 'available') return 'agent_busy';
  if (agent.isKeptForAnother) return 'agent_kept_for_another';
  return agent.hasPhone ? null : 'agent_without_phone';
}
