import { aroundIds, colleagueJson, hasEye, isAround, viewerJson } from './access-sql.ts';
import { iso, type Statement } from './pg-statement.ts';
import { electedWindow } from './pg-window-store.ts';

/** A row of `agent_states` as the JSON of an AgentView; the phones are those that are bound at the moment `at`. */
export function agentJson(agent: string, at: string): string {
  return `json_build_object('userId', ${agent}.user_id, 'status', ${agent}.status, 'pauseReason', ${agent}.pause_reason,
    'nextStatus', ${agent}.next_status, 'callId', ${agent}.call_id, 'wrapUpUntil', ${iso(`${agent}.wrap_up_until`)},
    'since', ${iso(`${agent}.since`)}, 'version', ${agent}.version,
    'phones', (SELECT count(*) FROM registrations p WHERE p.user_id = ${agent}.user_id AND p.expires_at > ${at}))`;
}

function hasPhone(user: string, at: string): string {
  return `EXISTS (SELECT FROM registrations p WHERE p.user_id = ${user} AND p.expires_at > ${at})`;
}

/** Of an agent who is reserved, changes to `agent_states`. `call` and `at` are what he is reserved for, and when. */
export function reservedFor(call: string, at: string): string {
  return `status = 'ringing', call_id = ${call}, since = ${at}, version = s.version + 1, pause_reason = NULL,
    next_status = NULL, wrap_up_until = NULL, reserved_for = NULL, reserved_until = NULL`;
}

/** Columns of a ReservedAgent: `agent` is his row as reserved, `user` that of `users`; `people` are ids, some twice. */
export function reservedAgent(agent: string, user: string, at: string, people: string): string {
  return `${agentJson(agent, at)} AS state, ${user}.name, ${viewerJson(user)} AS viewer,
    (SELECT coalesce(json_agg(${colleagueJson('o')}), '[]'::json)
      FROM users o WHERE o.id = ANY (${people}) AND ${isAround('o', user)}) AS people,
    (SELECT json_agg(json_build_object('contactUri', p.contact_uri, 'routeUri', p.route_uri,
        'transport', p.transport) ORDER BY p.registered_at DESC)
      FROM registrations p WHERE p.user_id = ${user}.id AND p.expires_at > ${at}) AS phones`;
}

// without the eye on calls no call rings (A30)
export const MAY_WORK = `u.status IN ('active', 'ip_restricted') AND ${hasEye('u', 'calls')}`;

/**
 * $1 project, $2 at. Walks the free agents in the order of the index `agent_states_free` and asks about each in turn. The
 * conditions are scalar subqueries because those are never turned into joins: with joins the planner reads the whole team
 * and sorts it.
 */
export const FREE_MEMBERS = `FROM agent_states s
  WHERE s.status = 'available' AND (s.reserved_until IS NULL OR s.reserved_until <= $2)
    AND (SELECT true FROM project_members m WHERE m.user_id = s.user_id AND m.project_id = $1)
    AND (SELECT ${MAY_WORK} FROM users u WHERE u.id = s.user_id)
    AND (SELECT count(*) FROM registrations p WHERE p.user_id = s.user_id AND p.expires_at > $2) > 0`;

/** $1 user, $2 at, $3 call, $4 meeting */
export const reserveOne: Statement = {
  name: 'agents-reserve-one',
  text: `WITH chosen AS MATERIALIZED (
      SELECT s.user_id FROM agent_states s JOIN users u ON u.id = s.user_id AND ${MAY_WORK}
      WHERE s.user_id = $1 AND s.status = 'available' AND ${hasPhone('s.user_id', '$2')}
        AND (s.reserved_until IS NULL OR s.reserved_until <= $2 OR s.reserved_for = $4)
      FOR UPDATE OF s),
    reserved AS (
      UPDATE agent_states s SET ${reservedFor('$3::uuid', '$2')}
      FROM chosen WHERE s.user_id = chosen.user_id RETURNING s.*)
    SELECT ${reservedAgent('r', 'u', '$2', aroundIds('u'))}, ${electedWindow('u.id', '$2')} AS "popWindowId"
    FROM reserved r JOIN users u ON u.id = r.user_id`,
};

/** $1 project, $2 at, $3 how many at most */
export const firstFree: Statement = {
  name: 'agents-first-free',
  text: `SELECT s.user_id AS id ${FREE_MEMBERS} ORDER BY s.since, s.user_id LIMIT $3`,
};

export const freeMembers: Statement = {
  name: 'agents-free-members',
  text: `SELECT s.user_id AS id ${FREE_MEMBERS} ORDER BY s.since, s.user_id`,
};

export const state: Statement = {
  name: 'agents-state',
  text: `SELECT ${agentJson('s', '$2')} AS state FROM agent_states s WHERE s.user_id = $1`,
};

export const touch: Statement = {
  name: 'agents-touch',
  text: `UPDATE agent_states s SET version = s.version + 1 WHERE s.user_id = $1
    RETURNING ${agentJson('s', '$2')} AS state`,
};

export const ensure: Statement = {
  name: 'agents-ensure',
  text: `INSERT INTO agent_states (user_id, since) SELECT u.id, $2 FROM users u WHERE u.id = $1
    ON CONFLICT (user_id) DO NOTHING`,
};

export const save: Statement = {
  name: 'agents-save',
  text: `UPDATE agent_states SET status = $3, pause_reason = $4, next_status = $5, call_id = $6, wrap_up_until = $7,
      since = $8, version = $9
    WHERE user_id = $1 AND version = $2`,
};

export const wrapUpsOver: Statement = {
  name: 'agents-wrap-ups-over',
  text: `SELECT ${agentJson('s', '$1')} AS state FROM agent_states s
    WHERE s.wrap_up_until <= $1 AND s.status = 'wrap_up' ORDER BY s.wrap_up_until LIMIT $2`,
};

/** $11 how many the user may have, this one included */
export const register: Statement = {
  name: 'agents-register',
  text: `WITH bound AS (
      INSERT INTO registrations AS r (id, user_id, contact_uri, route_uri, transport, user_agent, sip_call_id, cseq,
        registered_at, expires_at)
      SELECT $1::uuid, u.id, $3, $4, $5, $6, $7, $8::int, $9::timestamptz, $10::timestamptz
      FROM users u WHERE u.id = $2 AND u.status IN ('active', 'ip_restricted') FOR KEY SHARE OF u
      ON CONFLICT (user_id, contact_uri) DO UPDATE SET route_uri = excluded.route_uri, transport = excluded.transport,
        user_agent = excluded.user_agent, sip_call_id = excluded.sip_call_id, cseq = excluded.cseq,
        registered_at = excluded.registered_at, expires_at = excluded.expires_at
      WHERE r.sip_call_id <> excluded.sip_call_id OR r.cseq < excluded.cseq
      RETURNING r.id),
    replaced AS (
      DELETE FROM registrations WHERE EXISTS (SELECT FROM bound) AND id IN (
        SELECT o.id FROM registrations o WHERE o.user_id = $2 AND o.contact_uri <> $3
        ORDER BY o.registered_at DESC, o.id DESC OFFSET $11 - 1))
    SELECT id FROM bound`,
};

export const unregister: Statement = {
  name: 'agents-unregister',
  text: `DELETE FROM registrations WHERE user_id = $1 AND ($2::text IS NULL OR contact_uri = $2)
    AND (sip_call_id <> $3 OR cseq < $4)`,
};

export const dropSilent: Statement = {
  name: 'agents-drop-silent',
  text: `DELETE FROM registrations
    WHERE user_id = $1 AND contact_uri = $2 AND route_uri = $3 AND registered_at <= $4`,
};

export const phones: Statement = {
  name: 'agents-phones',
  text: `SELECT contact_uri AS "contactUri", route_uri AS "routeUri", transport, ${iso('expires_at')} AS "expiresAt"
    FROM registrations WHERE user_id = $1 AND expires_at > $2 ORDER BY registered_at DESC, id`,
};

export const dropExpired: Statement = {
  name: 'agents-drop-expired',
  text: `WITH gone AS (DELETE FROM registrations WHERE expires_at <= $1 RETURNING user_id)
    SELECT DISTINCT user_id AS id FROM gone`,
};
