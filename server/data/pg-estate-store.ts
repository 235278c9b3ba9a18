import type { Meeting } from '#domain/meetings/meeting.ts';
import type { Estate, EstateStore } from '#domain/users/estate-store.ts';
import { ROW as MEETING } from './pg-meeting-statements.ts';
import { first, type Queryable, rows, written } from './pg-statement.ts';

const IS_OPEN = `m.status IN ('planned', 'reminding', 'dialling', 'in_progress')`;
/** Of nobody in particular, so of its author. */
const IS_AUTHORS = `m.user_id IS NULL AND m.author_id = $1 AND ${IS_OPEN}`;

const count = {
  name: 'estate-count',
  text: `SELECT (SELECT count(*)::int FROM users WHERE responsible_id = $1 AND deleted_at IS NULL) AS "ledUsers",
    (SELECT count(*)::int FROM contacts WHERE owner_id = $1) AS contacts,
    (SELECT count(*)::int FROM organizations WHERE owner_id = $1) AS organizations,
    (SELECT count(*)::int FROM tickets WHERE owner_id = $1) AS tickets,
    (SELECT count(*)::int FROM meetings m WHERE m.user_id = $1 AND ${IS_OPEN} OR ${IS_AUTHORS}) AS meetings,
    (SELECT count(*)::int FROM calls WHERE agent_id = $1 AND status <> 'ended') AS "runningCalls"`,
};

/** In the order in which rows are locked everywhere: calls before meetings. */
const gifts = [
  {
    name: 'estate-give-calls',
    text: `UPDATE calls SET agent_id = $2, version = version + 1
      WHERE agent_id = $1 AND (status <> 'ended'
        OR id IN (SELECT call_id FROM wrap_ups WHERE user_id = $1 AND completed_at IS NULL))`,
  },
  {
    name: 'estate-give-wrap-ups',
    text: 'UPDATE wrap_ups SET user_id = $2 WHERE user_id = $1 AND completed_at IS NULL',
  },
  { name: 'estate-give-meetings', text: `UPDATE meetings m SET author_id = $2 WHERE ${IS_AUTHORS}` },
];

/** Somebody may own hundreds of thousands: so many at a time, each time well within the time a statement is given. */
const AT_A_TIME = 2000;
const portions = ['contacts', 'organizations', 'tickets'].map((table) => ({
  name: `estate-give-${table}`,
  text: `UPDATE ${table} SET owner_id = $2${table === 'contacts' ? ', version = version + 1' : ''}
    WHERE id IN (SELECT id FROM ${table} WHERE owner_id = $1 LIMIT ${AT_A_TIME})`,
}));

const openMeetings = {
  name: 'estate-open-meetings',
  text: `SELECT ${MEETING} FROM meetings m WHERE m.user_id = $1 AND ${IS_OPEN} ORDER BY m.id FOR UPDATE`,
};

/** What only lets somebody in, or only names somebody who could act. */
const forgotten = [
  'totp_secrets',
  'recovery_codes',
  'passkeys',
  'oidc_identities',
  'activations',
  'project_members',
  'contact_managers',
].map((table) => ({
  name: `estate-forget-${table}`,
  text: `DELETE FROM ${table} WHERE user_id = $1`,
}));

const erase = {
  name: 'estate-erase',
  text: `UPDATE users SET deleted_at = $2, status = 'dismissed', login = 'deleted:' || id, email = 'deleted:' || id,
      extension = NULL, phone = NULL, sip_ha1 = NULL, channel_id = NULL, branch_id = NULL, department_id = NULL,
      group_ids = '{}', responsible_id = $3, version = version + 1
    WHERE id = $1`,
};
const withdrawRequests = {
  name: 'estate-withdraw-requests',
  text: 'DELETE FROM hand_over_requests WHERE agent_id = $1 AND decision IS NULL',
};
const endLooks = {
  name: 'estate-end-looks',
  text: 'UPDATE sessions SET looks_as_id = NULL WHERE looks_as_id = $1',
};

export function pgEstateStore(client: Queryable): EstateStore {
  return {
    count: async (userId) => (await first<Estate>(client, count, [userId]))!,
    give: async (userId, heirId) => {
      for (const gift of gifts) await written(client, gift, [userId, heirId]);
      for (const portion of portions) {
        while ((await written(client, portion, [userId, heirId])) === AT_A_TIME);
      }
    },
    openMeetings: (userId) => rows<Meeting>(client, openMeetings, [userId]),
    erase: async (userId, heirId, at) => {
      for (const statement of forgotten) await written(client, statement, [userId]);
      await written(client, withdrawRequests, [userId]);
      await written(client, endLooks, [userId]);
      await written(client, erase, [userId, at, heirId]);
    },
  };
}
