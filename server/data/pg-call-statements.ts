import { callerHits } from './caller-hits-sql.ts';
import { colleagueJson, isAround, viewerJson } from './access-sql.ts';
import { peopleOnCard, whoCalls } from './card-material-sql.ts';
import { agentJson } from './pg-agent-statements.ts';
import { arrivalProject } from './pg-receive-statement.ts';
import { byKey, iso, type Statement } from './pg-statement.ts';

const PROJECT = `json_build_object('id', p.id, 'name', p.name, 'ringSeconds', p.ring_seconds,
  'maxWaitSeconds', p.max_wait_seconds, 'wrapUpSeconds', p.wrap_up_seconds)`;

const LEG = `json_build_object('id', l.id, 'kind', l.kind, 'status', l.status, 'userId', l.user_id,
  'userName', (SELECT lu.name FROM users lu WHERE lu.id = l.user_id), 'number', l.number, 'result', l.result,
  'popWindowId', l.pop_window_id, 'isContactHidden', l.is_contact_hidden, 'startedAt', ${iso('l.started_at')},
  'ringingAt', ${iso('l.ringing_at')}, 'answeredAt', ${iso('l.answered_at')}, 'endedAt', ${iso('l.ended_at')},
  'sipCode', l.sip_code, 'reason', l.reason)`;

// one JSON value: an array of the database's is read letter by letter here
export const LEGS = `array_to_json(ARRAY(
    SELECT ${LEG} FROM call_legs l WHERE l.call_id = c.id ORDER BY l.started_at, l.id))`;

/** A CallState; `c` is the call, $2 the moment the agents' phones are counted at. */
const STATE = `c.id, c.direction, c.status, c.result, c.version, c.sip_call_id AS "sipCallId", c.trunk_id AS "trunkId",
  CASE WHEN p.id IS NULL THEN NULL ELSE ${PROJECT} END AS project, c.contact_id AS "contactId",
  c.organization_id AS "organizationId", c.agent_id AS "agentId",
  (SELECT a.name FROM users a WHERE a.id = c.agent_id) AS "agentName",
  (SELECT m.meeting_id FROM meeting_attempts m WHERE m.call_id = c.id) AS "meetingId", c.number, c.extension,
  c.number_received AS "numberReceived", c.display_name AS "displayName", c.is_withheld AS "isWithheld", c.verstat,
  c.dialled, ${iso('c.queued_at')} AS "queuedAt", ${iso('c.ringing_at')} AS "ringingAt",
  ${iso('c.answered_at')} AS "answeredAt", ${iso('c.ended_at')} AS "endedAt", ${iso('c.not_after')} AS "notAfter",
  c.hangup_side AS "hangupSide", c.sip_code AS "sipCode", c.reason, c.gateway_id AS "gatewayId",
  ${iso('c.lease_until')} AS "leaseUntil", ${LEGS} AS legs,
  array_to_json(ARRAY(
    SELECT ${agentJson('s', '$2')} FROM agent_states s WHERE s.call_id = c.id ORDER BY s.user_id)) AS agents`;

const CALLS = 'calls c LEFT JOIN projects p ON p.id = c.project_id';

export const load: Statement = { name: 'calls-load', text: `SELECT ${STATE} FROM ${CALLS} WHERE c.id = $1` };

export const findBySipCallId: Statement = {
  name: 'calls-by-sip-call-id',
  text: `SELECT ${STATE} FROM ${CALLS} WHERE c.sip_call_id = $1`,
};

export const openCallsOf: Statement = {
  name: 'calls-open-of-user',
  text: `SELECT ${STATE} FROM ${CALLS}
    WHERE c.status <> 'ended' AND c.id IN (
      SELECT l.call_id FROM call_legs l WHERE l.user_id = $1 AND l.ended_at IS NULL AND l.kind = 'agent')
    ORDER BY c.queued_at`,
};

export const wrapUpOf: Statement = {
  name: 'calls-wrap-up-of-user',
  text: `SELECT ${STATE}, ${iso('w.started_at')} AS "startedAt"
    FROM agent_states mine JOIN wrap_ups w ON w.call_id = mine.call_id AND w.completed_at IS NULL
      JOIN calls c ON c.id = w.call_id LEFT JOIN projects p ON p.id = c.project_id
    WHERE mine.user_id = $1 AND mine.status = 'wrap_up'`,
};

/** $1 calls: `place`, `projectId`, `dialled`, `e164` */
export const arrival: Statement = {
  name: 'calls-arrival',
  text: `SELECT i.place, (
      SELECT ${arrivalProject('p')} FROM projects p
      WHERE p.id = coalesce(i."projectId", (SELECT n.project_id FROM project_numbers n WHERE n.dialled = i.dialled))
    ) AS project,
    (SELECT coalesce(json_agg(hit), '[]'::json) FROM (${callerHits('i.e164')}) hit) AS hits
    FROM jsonb_to_recordset($1::jsonb) AS i(place int, "projectId" uuid, dialled text, e164 text)`,
};

const LEG_COLUMNS = `id, call_id, kind, status, user_id, number, result, pop_window_id, is_contact_hidden, started_at,
  ringing_at, answered_at, ended_at, sip_code, reason`;

/** Legs as LegState JSON with the `callId` they belong to, of the calls that `written` names. */
function insertLegs(legs: string, written: string): string {
  return `INSERT INTO call_legs (${LEG_COLUMNS})
    SELECT l.id, w.id, l.kind, l.status, l."userId", l.number, l.result, l."popWindowId", l."isContactHidden",
      l."startedAt", l."ringingAt", l."answeredAt", l."endedAt", l."sipCode", l.reason
    FROM jsonb_to_recordset(${legs}::jsonb) AS l("callId" uuid, id uuid, kind leg_kind, status leg_status, "userId" uuid,
      number text, result call_result, "popWindowId" text, "isContactHidden" boolean, "startedAt" timestamptz,
      "ringingAt" timestamptz, "answeredAt" timestamptz, "endedAt" timestamptz, "sipCode" int, reason text)
    JOIN ${written} w ON w.id = l."callId"`;
}

/**
 * Answers for each that was written; one whose SIP Call-ID is known is not. Whose labels a call takes stands in
 * `labelledAs`. $1 calls: the columns; $2 legs as LegState JSON with `callId`.
 */
export const insert: Statement = {
  name: 'calls-insert',
  text: `WITH call AS (
      INSERT INTO calls (id, direction, status, result, version, sip_call_id, trunk_id, project_id, contact_id,
        organization_id, agent_id, number, extension, number_received, display_name, is_withheld, verstat, dialled,
        identification, queued_at, ended_at, not_after, hangup_side, sip_code, reason, gateway_id, lease_until,
        channel_id, branch_id, department_id, group_ids)
      SELECT n.id, n.direction, n.status, n.result, n.version, n."sipCallId", n."trunkId", n."projectId", n."contactId",
        n."organizationId", n."agentId", n.number, n.extension, n."numberReceived", n."displayName", n."isWithheld",
        n.verstat, n.dialled, n.hits, n."queuedAt", n."endedAt", n."notAfter", n."hangupSide", n."sipCode", n.reason,
        n."gatewayId", n."leaseUntil", u.channel_id, u.branch_id, u.department_id, coalesce(u.group_ids, '{}')
      FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, direction call_direction, status call_status, result call_result,
          version int, "sipCallId" text, "trunkId" uuid, "projectId" uuid, "contactId" uuid, "organizationId" uuid,
          "agentId" uuid, number text, extension text, "numberReceived" text, "displayName" text, "isWithheld" boolean,
          verstat text, dialled text, hits jsonb, "queuedAt" timestamptz, "endedAt" timestamptz, "notAfter" timestamptz,
          "hangupSide" hangup_side, "sipCode" int, reason text, "gatewayId" text, "leaseUntil" timestamptz,
          "labelledAs" uuid)
        LEFT JOIN users u ON u.id = n."labelledAs"
      ON CONFLICT (sip_call_id) DO NOTHING
      RETURNING id, contact_id, queued_at, agent_id),
    legs AS (${insertLegs('$2', 'call')}),
    entry AS (
      INSERT INTO timeline_entries (id, contact_id, kind, occurred_at, actor_id, call_id)
      SELECT id, contact_id, 'call', queued_at, agent_id, id FROM call WHERE contact_id IS NOT NULL)
    SELECT call.id FROM call`,
};

/** The call is the agent's from now on, and takes his labels. */
const TAKEN = 'u.id IS NOT NULL AND u.id IS DISTINCT FROM c.agent_id';

/**
 * Of each call all or nothing, whatever becomes of the others; answers with the ids of those that were written. No call
 * and no agent may come twice. $1 calls: the columns, `known`, the version as read, `agents`, how many change with it;
 * $2 agents as AgentView JSON with `known` and `savedWith`, the call; $3 legs as LegState JSON with `callId`.
 */
export const save: Statement = {
  name: 'calls-save',
  text: `WITH wanted AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($2::jsonb) AS a("savedWith" uuid, "userId" uuid, known int, version int,
        status agent_status, "pauseReason" text, "nextStatus" agent_status, "callId" uuid, "wrapUpUntil" timestamptz,
        since timestamptz)),
    locked AS MATERIALIZED (
      -- each agent by key and in one order: a join reads them all and sorts
      SELECT a."savedWith" FROM (SELECT * FROM wanted ORDER BY "userId") a, LATERAL (
        SELECT FROM agent_states s WHERE s.user_id = a."userId" AND s.version = a.known FOR UPDATE) s),
    changed AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, known int, agents int, version int, status call_status,
        result call_result, "trunkId" uuid, "agentId" uuid, "ringingAt" timestamptz, "answeredAt" timestamptz,
        "endedAt" timestamptz, "hangupSide" hangup_side, "sipCode" int, reason text, "gatewayId" text,
        "leaseUntil" timestamptz, "writerId" uuid, "writesSince" timestamptz)),
    call AS (
      UPDATE calls c SET version = n.version, status = n.status, result = n.result, trunk_id = n."trunkId",
        agent_id = n."agentId", ringing_at = n."ringingAt", answered_at = n."answeredAt", ended_at = n."endedAt",
        hangup_side = n."hangupSide", sip_code = n."sipCode", reason = n.reason, gateway_id = n."gatewayId",
        lease_until = greatest(c.lease_until, n."leaseUntil"),
        channel_id = CASE WHEN ${TAKEN} THEN u.channel_id ELSE c.channel_id END,
        branch_id = CASE WHEN ${TAKEN} THEN u.branch_id ELSE c.branch_id END,
        department_id = CASE WHEN ${TAKEN} THEN u.department_id ELSE c.department_id END,
        group_ids = CASE WHEN ${TAKEN} THEN u.group_ids ELSE c.group_ids END
      FROM changed n LEFT JOIN LATERAL (SELECT * FROM users k WHERE k.id = n."agentId" OFFSET 0) u ON true
      WHERE c.id = n.id AND ${byKey('c.id', 'SELECT id FROM changed')} AND c.version = n.known
        AND (SELECT count(*) FROM locked WHERE "savedWith" = n.id) = n.agents
      RETURNING c.id, n."writerId", n."writesSince"),
    legs AS (${insertLegs('$3', 'call')}
      ON CONFLICT (id) DO UPDATE SET status = excluded.status, result = excluded.result,
        ringing_at = excluded.ringing_at, answered_at = excluded.answered_at, ended_at = excluded.ended_at,
        sip_code = excluded.sip_code, reason = excluded.reason),
    agents AS (
      UPDATE agent_states s SET version = a.version, status = a.status, pause_reason = a."pauseReason",
        next_status = a."nextStatus", call_id = a."callId", wrap_up_until = a."wrapUpUntil", since = a.since
      FROM call JOIN wanted a ON a."savedWith" = call.id
      WHERE s.user_id = a."userId" AND ${byKey('s.user_id', 'SELECT "userId" FROM wanted')}),
    wrap_up AS (
      INSERT INTO wrap_ups (call_id, user_id, started_at)
      SELECT id, "writerId", "writesSince" FROM call WHERE "writerId" IS NOT NULL
      ON CONFLICT (call_id) DO NOTHING)
    SELECT id FROM call`,
};

/** $1 call, $2 user, $3 at */
export const cardMaterial: Statement = {
  name: 'calls-card-material',
  text: `SELECT ${whoCalls('c', '$3::timestamptz')},
    (SELECT ${viewerJson('me')} FROM users me WHERE me.id = $2) AS viewer,
    array_to_json(ARRAY(SELECT ${colleagueJson('o')}
      FROM users o, users me WHERE me.id = $2 AND o.id = ANY (${peopleOnCard('c', 'me')}) AND ${isAround('o', 'me')})) AS people,
    array_to_json(ARRAY(SELECT json_build_object('id', o.id, 'name', o.name) FROM outcomes o
      WHERE o.project_id = c.project_id ORDER BY o.position, o.name)) AS outcomes
    FROM calls c WHERE c.id = $1`,
};

export const renewLeases: Statement = {
  name: 'calls-renew-leases',
  text: `UPDATE calls SET lease_until = $3 WHERE id = ANY($2::uuid[]) AND gateway_id = $1 AND status <> 'ended'`,
};

export const orphans: Statement = {
  name: 'calls-orphans',
  text: `SELECT id FROM calls
    WHERE (status <> 'ended' AND lease_until <= $1) OR (status = 'queued' AND not_after <= $1) LIMIT $2`,
};

export const queuedOutbound: Statement = {
  name: 'calls-queued-outbound',
  text: `SELECT id FROM calls WHERE status = 'queued' AND queued_at <= $1 ORDER BY queued_at, id LIMIT 500`,
};

export const dialling: Statement = {
  name: 'calls-dialling',
  text: `SELECT json_build_object('id', t.id, 'name', t.name, 'host', t.host, 'port', t.port, 'transport', t.transport,
      'country', t.country, 'dialFormat', t.dial_format, 'dialPrefix', t.dial_prefix, 'callerId', t.caller_id,
      'username', t.username, 'password', t.password) AS trunk,
    coalesce(p.caller_id, t.caller_id) AS "callerId", coalesce(p.meeting_first_dialled, 'agent') AS first,
    coalesce(p.meeting_ring_seconds, 30) AS "ringSeconds"
    FROM calls c LEFT JOIN projects p ON p.id = c.project_id, trunks t
    WHERE c.id = $1 AND t.is_enabled
      AND t.channel_limit > (SELECT count(*) FROM calls b WHERE b.trunk_id = t.id AND b.status <> 'ended')
    ORDER BY t.position, t.name LIMIT 1`,
};

export const project: Statement = {
  name: 'calls-project',
  text: `SELECT ${PROJECT} AS project FROM projects p WHERE p.id = $1`,
};

export const outcomes: Statement = {
  name: 'calls-outcomes',
  text: 'SELECT id, name FROM outcomes WHERE project_id = $1 ORDER BY position, name',
};

export const completeWrapUp: Statement = {
  name: 'calls-complete-wrap-up',
  text: `UPDATE wrap_ups SET outcome_id = $3, note = $4, completed_at = coalesce(completed_at, $5)
    WHERE call_id = $1 AND user_id = $2`,
};

export const setPopWindow: Statement = {
  name: 'calls-set-pop-window',
  text: 'UPDATE call_legs SET pop_window_id = $2 WHERE id = $1',
};

export const hideContact: Statement = {
  name: 'calls-hide-contact',
  text: 'UPDATE call_legs SET is_contact_hidden = $2 WHERE id = $1',
};

export const tieToContact: Statement = {
  name: 'calls-tie',
  text: `WITH tied AS (
      UPDATE calls SET contact_id = $3, organization_id = coalesce($4, organization_id), version = version + 1
      WHERE id = $1 OR (number = $2::text AND contact_id IS NULL)
      RETURNING id, queued_at, agent_id),
    entries AS (
      INSERT INTO timeline_entries (id, contact_id, kind, occurred_at, actor_id, call_id)
      SELECT id, $3::uuid, 'call', queued_at, agent_id, id FROM tied
      ON CONFLICT (id) DO UPDATE SET contact_id = excluded.contact_id),
    contact AS (
      UPDATE contacts SET last_activity_at = greatest(last_activity_at, (SELECT max(queued_at) FROM tied))
      WHERE id = $3::uuid)
    SELECT id FROM tied`,
};

export const untie: Statement = {
  name: 'calls-untie',
  text: `WITH entry AS (DELETE FROM timeline_entries WHERE call_id = $1 AND contact_id = $2)
    UPDATE calls SET version = version + 1, contact_id = CASE WHEN contact_id = $2 THEN NULL ELSE contact_id END,
      identification = (SELECT coalesce(jsonb_agg(hit), '[]') FROM jsonb_array_elements(identification) hit
        WHERE hit ->> 'contactId' IS DISTINCT FROM $2::text)
    WHERE id = $1`,
};

export const recordPainted: Statement = {
  name: 'calls-painted',
  text: `UPDATE calls SET painted_ms = greatest(0, extract(epoch FROM $4::timestamptz - queued_at) * 1000)::int
    WHERE id = $1 AND painted_ms IS NULL AND EXISTS (
      SELECT FROM call_legs l WHERE l.call_id = $1 AND l.user_id = $2 AND l.pop_window_id = $3)
    RETURNING painted_ms AS "paintedMs"`,
};
