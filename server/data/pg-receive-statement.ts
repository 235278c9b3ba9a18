import { aroundIds } from './access-sql.ts';
import { callerCardJson, ticketOwners } from './caller-card-sql.ts';
import { callerHits } from './caller-hits-sql.ts';
import { FREE_MEMBERS, reservedAgent, reservedFor } from './pg-agent-statements.ts';
import { byKey, type Statement } from './pg-statement.ts';
import { electedWindow } from './pg-window-store.ts';

/** A row of `projects` as the JSON of an ArrivalProject. */
export function arrivalProject(project: string): string {
  return `jsonb_build_object('id', ${project}.id, 'name', ${project}.name, 'ringSeconds', ${project}.ring_seconds,
    'maxWaitSeconds', ${project}.max_wait_seconds, 'wrapUpSeconds', ${project}.wrap_up_seconds,
    'timeZone', ${project}.time_zone, 'businessHours', ${project}.business_hours,
    'isIdentificationOn', ${project}.is_identification_on)`;
}

/** Everybody around the agent where the card may show people of any owner, else those it may show records of. */
const PEOPLE = `CASE WHEN k.is_company THEN ${aroundIds('u')}
      ELSE u.responsible_id || k.owners || ${ticketOwners('k.contact_ids')} END`;

/** The call’s own extension is not another's: whoever has that other one is somebody else at the same switchboard. */
const IS_EXTENSION = `(f.extension IS NOT DISTINCT FROM a.extension OR f.extension IS NULL OR a.extension IS NULL)`;

/**
 * Calls that came in for one project, which nobody can have refused yet: who is known by their numbers, an agent for
 * each as far as there are any, the calls themselves with their legs, and what their cards show, all in one way to the
 * database. A call for whom one place alone is found is tied to what stands there; of several the rules choose
 * (domain/callers/rank-hits.ts) and `tie` writes it. No call is answered for, and none is written, where the project is
 * not as $3 has it any more. A SIP Call-ID that is known breaks `calls_sip_call_id_key`. The commit waits for no disk.
 *
 * $1 project; $2 at; $3 the project as ArrivalProject JSON; $4 calls as CallState JSON, with `legId`, `lookedUp`, the number
 * to look up or null, `reached`, the dialled number that leads to the project or null where it was named, and `hasToWait`
 * where nobody is to be rung yet.
 */
export const receive: Statement = {
  name: 'calls-receive',
  text: `WITH asked AS MATERIALIZED (
      SELECT i.*, row_number() OVER (ORDER BY i."hasToWait", i."queuedAt", i.id) AS place
      FROM jsonb_to_recordset($4::jsonb) AS i(id uuid, "legId" uuid, version int, "sipCallId" text, "trunkId" uuid,
        number text, extension text, "numberReceived" text, "displayName" text, "isWithheld" boolean, verstat text,
        dialled text, "queuedAt" timestamptz, "gatewayId" text, "leaseUntil" timestamptz, "lookedUp" text, reached text,
        "hasToWait" boolean)
      WHERE (SELECT ${arrivalProject('p')} = $3::jsonb FROM projects p WHERE p.id = $1)
        AND (i.reached IS NULL OR (SELECT n.project_id = $1 FROM project_numbers n WHERE n.dialled = i.reached))),
    found AS MATERIALIZED (
      SELECT a.id AS call_id, f.*, f.kind = 'contact' AND ${IS_EXTENSION} AS is_person
      FROM asked a, LATERAL (${callerHits('a."lookedUp"')}) f),
    caller AS MATERIALIZED (
      SELECT call_id, jsonb_agg(to_jsonb(found) - 'call_id' - 'is_person') AS hits,
        array_agg("ownerId") AS owners, array_agg("contactId") AS contact_ids,
        bool_or(kind IN ('organization', 'range')) AS is_company,
        (array_agg("contactId") FILTER (WHERE is_person))[1] AS contact_id,
        (array_agg("organizationId"))[1] AS organization_id, count(*) = 1 AS is_one
      FROM found GROUP BY call_id),
    chosen AS MATERIALIZED (
      SELECT free.user_id, a.id AS call_id, a."queuedAt" AS queued_at
      FROM (SELECT user_id, row_number() OVER (ORDER BY since, user_id) AS place FROM (
          SELECT s.user_id, s.since ${FREE_MEMBERS}
          ORDER BY s.since, s.user_id LIMIT (SELECT count(*) FROM asked WHERE NOT "hasToWait")
          FOR UPDATE OF s SKIP LOCKED) locked) free
        JOIN asked a ON a.place = free.place),
    reserved AS (
      UPDATE agent_states s SET ${reservedFor('chosen.call_id', 'chosen.queued_at')}
      FROM chosen WHERE s.user_id = chosen.user_id AND ${byKey('s.user_id', 'SELECT user_id FROM chosen')}
      RETURNING s.*),
    rung AS MATERIALIZED (SELECT r.*, ${electedWindow('r.user_id', '$2')} AS window_id FROM reserved r),
    call AS (
      INSERT INTO calls (id, direction, status, version, sip_call_id, trunk_id, project_id, contact_id, organization_id,
        number, extension, number_received, display_name, is_withheld, verstat, dialled, identification, queued_at,
        gateway_id, lease_until, channel_id, branch_id, department_id, group_ids)
      SELECT a.id, 'inbound', 'ringing', a.version, a."sipCallId", a."trunkId", $1,
        CASE WHEN k.is_one THEN k.contact_id END, CASE WHEN k.is_one THEN k.organization_id END,
        a.number, a.extension, a."numberReceived", a."displayName", a."isWithheld", a.verstat, a.dialled,
        coalesce(k.hits, '[]'), a."queuedAt", a."gatewayId", a."leaseUntil",
        u.channel_id, u.branch_id, u.department_id, coalesce(u.group_ids, '{}')
      FROM asked a LEFT JOIN caller k ON k.call_id = a.id LEFT JOIN rung r ON r.call_id = a.id
        LEFT JOIN users u ON u.id = r.user_id
      RETURNING id, contact_id, organization_id, queued_at),
    leg AS (
      INSERT INTO call_legs (id, call_id, kind, status, user_id, pop_window_id, started_at)
      SELECT a."legId", a.id, 'agent', 'dialling', r.user_id, r.window_id, a."queuedAt"
      FROM rung r JOIN asked a ON a.id = r.call_id),
    entry AS (
      INSERT INTO timeline_entries (id, contact_id, kind, occurred_at, call_id)
      SELECT id, contact_id, 'call', queued_at, id FROM call WHERE contact_id IS NOT NULL)
    SELECT call.id, call.contact_id AS "contactId", call.organization_id AS "organizationId",
      coalesce(k.hits, '[]') AS hits, r.user_id IS NOT NULL AS "isRung",
      -- who waits is on no card yet
      CASE WHEN r.user_id IS NOT NULL THEN ${callerCardJson('call.contact_id', 'call.queued_at')} END AS "cardFacts",
      ${reservedAgent('r', 'u', '$2', PEOPLE)},
      r.window_id AS "popWindowId", set_config('synchronous_commit', 'off', true) AS "commits"
    FROM call LEFT JOIN caller k ON k.call_id = call.id LEFT JOIN rung r ON r.call_id = call.id
      LEFT JOIN users u ON u.id = r.user_id`,
};

/**
 * Ties a call that has just come in to the contact the rules chose. Answers with what the card shows. $1 call, $2 contact
 * or null, $3 organization or null, $4 whether the contact is hidden from whom the call rings at
 */
export const tie: Statement = {
  name: 'calls-tie-received',
  text: `WITH call AS (
      UPDATE calls SET contact_id = $2::uuid, organization_id = $3::uuid WHERE id = $1 RETURNING id, queued_at),
    leg AS (UPDATE call_legs SET is_contact_hidden = $4 WHERE call_id = $1),
    entry AS (
      INSERT INTO timeline_entries (id, contact_id, kind, occurred_at, call_id)
      SELECT id, $2::uuid, 'call', queued_at, id FROM call WHERE $2::uuid IS NOT NULL
      ON CONFLICT (id) DO UPDATE SET contact_id = excluded.contact_id)
    SELECT ${callerCardJson('$2::uuid', 'call.queued_at')} AS "cardFacts" FROM call`,
};
