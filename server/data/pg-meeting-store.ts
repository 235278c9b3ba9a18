import type { Pool, QueryResultRow } from 'pg';
import type { Reachable } from '#domain/access/contact-reach.ts';
import type { Meeting, MeetingView } from '#domain/meetings/meeting.ts';
import type { MeetingProject } from '#domain/meetings/meeting-project.ts';
import type {
  AgentObstacle,
  ClosedAttempt,
  DueMeeting,
  MeetingQuery,
  MeetingReminder,
  MeetingStore,
  OpenAttempt,
} from '#domain/meetings/meeting-store.ts';
import * as sql from './pg-meeting-statements.ts';

/** Over a pool each method stands alone; over a client in a transaction they share it. */
export function pgMeetingStore(client: Pick<Pool, 'query'>): MeetingStore {
  const rows = async <R extends QueryResultRow>(
    statement: sql.Statement,
    values: readonly unknown[],
  ): Promise<R[]> => (await client.query<R>({ ...statement, values: [...values] })).rows;
  const first = async <R extends QueryResultRow>(statement: sql.Statement, values: readonly unknown[]) =>
    (await rows<R>(statement, values))[0] ?? null;
  const count = async (statement: sql.Statement, values: readonly unknown[]): Promise<number> =>
    (await client.query({ ...statement, values: [...values] })).rowCount ?? 0;
  const views = async (statement: sql.Statement, values: readonly unknown[]) =>
    (await rows<ViewRow>(statement, values)).map(viewOf);

  return {
    lock: (meetingId) => first<Meeting>(sql.lock, [meetingId]),
    becomeDispatcher: async () => (await first<{ is: boolean }>(sql.becomeDispatcher, []))?.is ?? false,
    lockFirstDue: (at) => first<Meeting>(sql.lockFirstDue, [at]),

    insert: async (meeting) => void (await count(sql.insert, sql.insertValues(meeting))),
    update: async (meeting) => void (await count(sql.update, sql.updateValues(meeting))),

    openAttempt: async ({ id, meetingId, callId, startedAt }) =>
      void (await count(sql.openAttempt, [id, meetingId, callId, startedAt])),
    closeAttempt: async (attemptId, at, result) =>
      void (await count(sql.closeAttempt, [attemptId, at, result])),
    openAttemptOfCall: (callId) => first<OpenAttempt>(sql.openAttemptOfCall, [callId]),
    openAttemptOf: (meetingId) => first<OpenAttempt>(sql.openAttemptOf, [meetingId]),
    lastAttemptOf: (meetingId) => first<ClosedAttempt>(sql.lastAttemptOf, [meetingId]),

    project: (projectId) => first<MeetingProject>(sql.project, [projectId]),
    overlapping: async ({ userId, fromAt, toAt, exceptId }) =>
      ids(await rows(sql.overlapping, [userId, fromAt, toAt, exceptId])),
    hasWithdrawnPhoneConsent: async (contactId) =>
      (await first<{ isGiven: boolean }>(sql.lastPhoneConsent, [contactId]))?.isGiven === false,
    isMember: async (projectId, userId) => (await first(sql.membership, [projectId, userId])) !== null,
    contactOwners: (contactId) => first<Reachable & QueryResultRow>(sql.contactOwners, [contactId]),
    ownerOfWindow: async (windowId, at) =>
      (await first<{ userId: string }>(sql.windowOwner, [windowId, at]))?.userId ?? null,
    freeMembers: async (projectId, meetingId, at) =>
      ids(await rows(sql.freeMembers, [projectId, meetingId, at])),
    obstacleOf: async (userId, meetingId, at) =>
      obstacleIn(await first<ObstacleRow>(sql.agentOf, [userId, meetingId, at])),

    keepAgent: async (userId, meetingId, until, at) =>
      (await count(sql.keepAgent, [userId, meetingId, until, at])) > 0,
    keptAgent: async (meetingId, at) => ids(await rows(sql.keptAgent, [meetingId, at]))[0] ?? null,
    releaseAgent: async (meetingId) => void (await count(sql.releaseAgent, [meetingId])),
    freeChannels: async () => (await first<{ free: number }>(sql.freeChannels, []))?.free ?? 0,

    putOnTimeline: async (meeting, entryId) => {
      await count(sql.takeOffTimelines, [meeting.id, meeting.contactId]);
      if (meeting.contactId === null) return;
      await count(sql.putOnTimeline, [
        entryId,
        meeting.contactId,
        meeting.fromAt,
        meeting.authorId,
        meeting.id,
      ]);
    },

    view: async (meetingId) => (await views(sql.view, [meetingId]))[0] ?? null,
    nextOf: async (userId, at, before) => (await views(sql.nextOf, [userId, at, before]))[0] ?? null,
    remindersOf: async (userId, at) =>
      (await rows<ViewRow & { popWindowId: string | null }>(sql.remindersOf, [userId, at])).map(reminderOf),
    timeZoneOf: async (userId) =>
      (await first<{ timeZone: string }>(sql.timeZoneOf, [userId]))?.timeZone ?? null,

    findDue: (at, limit) => rows<DueMeeting & QueryResultRow>(sql.findDue, [at, limit]),
    dueOf: (meetingId) => first<DueMeeting & QueryResultRow>(sql.dueOf, [meetingId]),
    makeWaitingDue: (at) => count(sql.makeWaitingDue, [at]),
    list: (query) => views(sql.list, listValues(query)),
  };
}

function listValues({
  reach,
  id,
  fromAt,
  toAt,
  statuses,
  userId,
  contactId,
  after,
  limit,
}: MeetingQuery): unknown[] {
  const [userIds, managerId] = reach.kind === 'all' ? [null, null] : [reach.userIds, reach.managerId];
  const wanted = statuses.length === 0 ? null : statuses;
  const [afterAt, afterId] = [after?.fromAt ?? null, after?.id ?? null];
  return [userIds, managerId, id, fromAt, toAt, wanted, userId, contactId, afterAt, afterId, limit];
}

const ids = (found: readonly QueryResultRow[]): readonly string[] => found.map((row) => String(row['id']));

type ViewRow = Omit<MeetingView, 'fromAt' | 'toAt'> & { readonly fromAt: Date; readonly toAt: Date };

function viewOf(row: ViewRow): MeetingView {
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
