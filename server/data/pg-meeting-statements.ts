import type { Meeting } from '#domain/meetings/meeting.ts';
import type { MeetingQuery } from '#domain/meetings/meeting-store.ts';
import { hasEye, labelsJson } from './access-sql.ts';
import type { Statement } from './pg-statement.ts';
import { contactReachSql, meetingReachSql } from './reach-sql.ts';

function statement(name: string, text: string): Statement {
  return { name: `meetings-${name}`, text };
}

/** A row of `contacts` as the JSON of a Reachable. */
function reachableJson(contact: string): string {
  return `json_build_object('ownerId', ${contact}.owner_id, 'accountKind', ${contact}.account_kind,
    'labels', ${labelsJson(contact)},
    'managerIds', ARRAY(SELECT cm.user_id FROM contact_managers cm WHERE cm.contact_id = ${contact}.id))`;
}

export const ROW = `m.id, m.name, m.number, m.extension, m.number_received AS "numberReceived", m.mode, m.from_at AS "fromAt",
  m.to_at AS "toAt", m.from_wall AS "fromWall", m.to_wall AS "toWall", m.time_zone AS "timeZone", m.information, m.status,
  m.status_reason AS "statusReason", m.revision, m.next_action_at AS "nextActionAt", m.attempt_count AS "attemptCount",
  m.reminded_at AS "remindedAt", m.pop_window_id AS "popWindowId", m.project_id AS "projectId", m.user_id AS "userId",
  m.contact_id AS "contactId", m.author_id AS "authorId", m.created_at AS "createdAt"`;

const VIEW = `m.id, m.name, m.number, m.extension, m.mode, m.from_at AS "fromAt", m.to_at AS "toAt", m.from_wall AS "fromWall",
  m.to_wall AS "toWall", m.time_zone AS "timeZone", m.information, m.status, m.status_reason AS "statusReason", m.revision,
  m.attempt_count AS "attemptCount", m.project_id AS "projectId", p.name AS "projectName", m.user_id AS "userId",
  u.name AS "userName", m.contact_id AS "contactId", c.full_name AS "contactName",
  CASE WHEN c.id IS NOT NULL THEN ${reachableJson('c')} END AS contact, m.author_id AS "authorId",
  ${labelsJson('m')} AS labels, CASE WHEN m.user_id IS NULL AND m.contact_id IS NULL THEN
    ARRAY(SELECT pm.user_id::text FROM project_members pm WHERE pm.project_id = m.project_id)
  ELSE '{}' END AS "memberIds"`;

const VIEWED = `meetings m JOIN projects p ON p.id = m.project_id LEFT JOIN users u ON u.id = m.user_id
  LEFT JOIN contacts c ON c.id = m.contact_id`;

const IS_OPEN = `m.status IN ('planned', 'reminding', 'dialling', 'in_progress')`;

export const lock = statement('lock', `SELECT ${ROW} FROM meetings m WHERE m.id = $1 FOR UPDATE`);

/** Any number will do, as long as nobody else takes it. */
const DISPATCHER_LOCK = 7_261_011;
export const becomeDispatcher = statement(
  'become-dispatcher',
  `SELECT pg_try_advisory_xact_lock(${DISPATCHER_LOCK}) AS "is"`,
);

export const lockFirstDue = statement(
  'lock-first-due',
  `SELECT ${ROW} FROM meetings m WHERE m.next_action_at <= $1
   ORDER BY m.next_action_at, m.from_at, m.id LIMIT 1 FOR UPDATE SKIP LOCKED`,
);

export const insert = statement(
  'insert',
  `INSERT INTO meetings (id, name, number, extension, number_received, mode, from_at, to_at, from_wall, to_wall, time_zone,
     information, status, status_reason, revision, next_action_at, attempt_count, reminded_at, pop_window_id, project_id,
     user_id, contact_id, author_id, created_at, channel_id, branch_id, department_id, group_ids)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
     ${['channel_id', 'branch_id', 'department_id', 'group_ids'].map((label) => `(SELECT ${label} FROM users WHERE id = coalesce($21::uuid, $23::uuid))`).join(', ')})
   ON CONFLICT (id) DO NOTHING`,
);

export function insertValues(meeting: Meeting): unknown[] {
  return [...updateValues(meeting), meeting.authorId, meeting.createdAt];
}

export const update = statement(
  'update',
  `UPDATE meetings SET name = $2, number = $3, extension = $4, number_received = $5, mode = $6, from_at = $7, to_at = $8,
     from_wall = $9, to_wall = $10, time_zone = $11, information = $12, status = $13, status_reason = $14, revision = $15,
     next_action_at = $16, attempt_count = $17, reminded_at = $18, pop_window_id = $19, project_id = $20, user_id = $21,
     contact_id = $22
   WHERE id = $1`,
);

export function updateValues(meeting: Meeting): unknown[] {
  return [
    meeting.id,
    meeting.name,
    meeting.number,
    meeting.extension,
    meeting.numberReceived,
    meeting.mode,
    meeting.fromAt,
    meeting.toAt,
    meeting.fromWall,
    meeting.toWall,
    meeting.timeZone,
    meeting.information,
    meeting.status,
    meeting.statusReason,
    meeting.revision,
    meeting.nextActionAt,
    meeting.attemptCount,
    meeting.remindedAt,
    meeting.popWindowId,
    meeting.projectId,
    meeting.userId,
    meeting.contactId,
  ];
}

export const openAttempt = statement(
  'open-attempt',
  `INSERT INTO meeting_attempts (id, meeting_id, ordinal, call_id, started_at)
   SELECT $1, $2, coalesce(max(ordinal), 0) + 1, $3, $4 FROM meeting_attempts WHERE meeting_id = $2`,
);

export const closeAttempt = statement(
  'close-attempt',
  `UPDATE meeting_attempts SET ended_at = $2, result = $3 WHERE id = $1 AND ended_at IS NULL`,
);

const OPEN_ATTEMPT = `SELECT a.id, a.meeting_id AS "meetingId", a.call_id AS "callId", a.started_at AS "startedAt",
    k.status AS "callStatus", k.result AS "callResult",
    CASE p.meeting_first_dialled
      WHEN 'contact' THEN k.gateway_id IS NOT NULL
      ELSE EXISTS (SELECT FROM call_legs l WHERE l.call_id = k.id AND l.kind = 'agent' AND l.answered_at IS NOT NULL)
    END AS "wasContactDialled"
  FROM meeting_attempts a JOIN meetings m ON m.id = a.meeting_id JOIN projects p ON p.id = m.project_id
    LEFT JOIN calls k ON k.id = a.call_id`;

export const openAttemptOfCall = statement(
  'open-attempt-of-call',
  `${OPEN_ATTEMPT} WHERE a.call_id = $1 AND a.ended_at IS NULL`,
);
export const openAttemptOf = statement(
  'open-attempt-of',
  `${OPEN_ATTEMPT} WHERE a.meeting_id = $1 AND a.ended_at IS NULL`,
);

export const lastAttemptOf = statement(
  'last-attempt-of',
  `SELECT ended_at AS "endedAt", result FROM meeting_attempts
   WHERE meeting_id = $1 AND ended_at IS NOT NULL ORDER BY ordinal DESC LIMIT 1`,
);

export const project = statement(
  'project',
  `SELECT id, name, time_zone AS "timeZone", business_hours AS "businessHours", meeting_modes::text[] AS modes,
     meeting_first_dialled AS "firstDialled", meeting_ring_seconds AS "ringSeconds", meeting_attempts AS attempts,
     meeting_pause_seconds AS "pauseSeconds", meeting_remind_seconds AS "remindSeconds",
     meeting_reserve_seconds AS "reserveSeconds",
     coalesce((SELECT country FROM trunks WHERE is_enabled ORDER BY position, name LIMIT 1), 'PL') AS country
   FROM projects WHERE id = $1`,
);

export const overlapping = statement(
  'overlapping',
  `SELECT m.id FROM meetings m
   WHERE m.user_id = $1 AND ${IS_OPEN} AND m.from_at < $3 AND m.to_at > $2 AND m.id <> $4 ORDER BY m.from_at, m.id`,
);

export const lastPhoneConsent = statement(
  'last-phone-consent',
  `SELECT is_given AS "isGiven" FROM consents WHERE contact_id = $1 AND purpose = 'marketing_phone'
   ORDER BY decided_at DESC, id DESC LIMIT 1`,
);

export const membership = statement(
  'membership',
  `SELECT 1 FROM project_members pm JOIN users u ON u.id = pm.user_id
   WHERE pm.project_id = $1 AND pm.user_id = $2 AND u.status IN ('active', 'ip_restricted') AND ${hasEye('u', 'meetings')}`,
);

export const reachableContact = statement(
  'reachable-contact',
  `SELECT ${reachableJson('c')} AS contact FROM contacts c WHERE c.id = $1`,
);

/** `$meeting` and `$at` are parameters of the statement it stands in. */
const isKeptForAnother = (meeting: string, at: string): string =>
  `(s.reserved_for IS NOT NULL AND s.reserved_for <> ${meeting} AND s.reserved_until > ${at})`;

const hasPhone = (at: string): string =>
  `EXISTS (SELECT FROM registrations r WHERE r.user_id = s.user_id AND r.expires_at > ${at})`;

export const agentOf = statement(
  'agent-of',
  `SELECT s.status, coalesce(${isKeptForAnother('$2', '$3')}, false) AS "isKeptForAnother", ${hasPhone('$3')} AS "hasPhone"
   FROM agent_states s WHERE s.user_id = $1`,
);

export const keepAgent = statement(
  'keep-agent',
  `UPDATE agent_states s SET reserved_for = $2, reserved_until = $3
   WHERE s.user_id = $1 AND NOT coalesce(${isKeptForAnother('$2', '$4')}, false)`,
);

export const keptAgent = statement(
  'kept-agent',
  `SELECT user_id AS id FROM agent_states WHERE reserved_for = $1 AND reserved_until > $2 ORDER BY user_id`,
);

export const releaseAgent = statement(
  'release-agent',
  `UPDATE agent_states SET reserved_for = NULL, reserved_until = NULL WHERE reserved_for = $1`,
);

export const freeChannels = statement(
  'free-channels',
  `SELECT (coalesce((SELECT sum(channel_limit) FROM trunks WHERE is_enabled), 0)
     - (SELECT count(*) FROM calls WHERE status <> 'ended'))::int AS free`,
);

export const takeOffTimelines = statement(
  'take-off-timelines',
  `DELETE FROM timeline_entries WHERE meeting_id = $1 AND contact_id IS DISTINCT FROM $2::uuid`,
);

export const putOnTimeline = statement(
  'put-on-timeline',
  `INSERT INTO timeline_entries (id, contact_id, kind, occurred_at, actor_id, meeting_id)
   VALUES ($1, $2, 'meeting', $3, $4, $5)
   ON CONFLICT (contact_id, meeting_id) DO UPDATE SET occurred_at = excluded.occurred_at`,
);

export const view = statement('view', `SELECT ${VIEW} FROM ${VIEWED} WHERE m.id = $1`);

export const nextOf = statement(
  'next-of',
  `SELECT ${VIEW} FROM ${VIEWED} WHERE m.user_id = $1 AND ${IS_OPEN} AND m.to_at > $2 AND m.from_at < $3
   ORDER BY m.from_at, m.id LIMIT 1`,
);

export const remindersOf = statement(
  'reminders-of',
  `SELECT ${VIEW}, m.pop_window_id AS "popWindowId" FROM ${VIEWED}
   WHERE m.status = 'reminding' AND m.to_at > $2 AND (m.user_id = $1 OR m.user_id IS NULL AND EXISTS (
     SELECT FROM desk_windows w WHERE w.id = m.pop_window_id AND w.user_id = $1 AND w.lease_until > $2))
   ORDER BY m.from_at, m.id`,
);

export const moveReminder = statement(
  'move-reminder',
  `UPDATE meetings SET pop_window_id = $2 WHERE id = $1 AND status = 'reminding'`,
);

export const timeZoneOf = statement(
  'time-zone-of',
  `SELECT time_zone AS "timeZone" FROM users WHERE id = $1`,
);

export const findDue = statement(
  'find-due',
  `SELECT m.id, m.revision, m.next_action_at AS "nextActionAt" FROM meetings m WHERE m.next_action_at <= $1
   ORDER BY m.next_action_at, m.from_at, m.id LIMIT $2`,
);

export const dueOf = statement(
  'due-of',
  `SELECT m.id, m.revision, m.next_action_at AS "nextActionAt" FROM meetings m
   WHERE m.id = $1 AND m.next_action_at IS NOT NULL`,
);

export const makeWaitingDue = statement(
  'make-waiting-due',
  `UPDATE meetings m SET next_action_at = $1
   WHERE m.next_action_at > $1 AND m.mode = 'automatic' AND m.status IN ('planned', 'reminding')
     AND m.from_at <= $1 AND m.to_at > $1
     AND m.status_reason IN ('agent_busy', 'agent_paused', 'agent_offline', 'agent_without_phone', 'agent_no_answer',
       'agent_kept_for_another', 'nobody_free', 'no_channel')
     AND (m.user_id IS NULL OR EXISTS (
       SELECT FROM agent_states s WHERE s.user_id = m.user_id AND s.status = 'available' AND s.call_id IS NULL))`,
);

/** Which meetings the reach lets through is part of the text, which is planned anew each time. */
export function listOf(query: MeetingQuery): { readonly text: string; readonly values: unknown[] } {
  const { reach, id, fromAt, toAt, statuses, userId, contactId, order, after, limit } = query;
  const [beyond, direction] = order === 'earliest_first' ? ['>', 'ASC'] : ['<', 'DESC'];
  const wanted = statuses.length === 0 ? null : statuses;
  const values: unknown[] = [
    id,
    fromAt,
    toAt,
    wanted,
    userId,
    contactId,
    after?.fromAt ?? null,
    after?.id ?? null,
    limit,
  ];
  const seen = `c.id IS NOT NULL AND (${contactReachSql(reach.contacts, 'c', values)})`;
  const text = `SELECT ${VIEW} FROM ${VIEWED}
    WHERE (${meetingReachSql(reach, 'm', seen, values)}) AND ($1::uuid IS NULL OR m.id = $1)
      AND ($2::timestamptz IS NULL OR m.to_at > $2) AND ($3::timestamptz IS NULL OR m.from_at < $3)
      AND ($4::text[] IS NULL OR m.status = ANY ($4::meeting_status[]))
      AND ($5::uuid IS NULL OR m.user_id = $5) AND ($6::uuid IS NULL OR m.contact_id = $6 AND ${seen})
      AND ($7::timestamptz IS NULL OR (m.from_at, m.id) ${beyond} ($7, $8::uuid))
    ORDER BY m.from_at ${direction}, m.id ${direction} LIMIT $9`;
  return { text, values };
}
