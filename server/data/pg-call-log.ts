import type { CallReach } from '#domain/access/reach.ts';
import type { CallLogFilter, CallLogPage, LoggedCall, LoggedCallWithLegs } from '#domain/calls/call-log.ts';
import { LEGS } from './pg-call-statements.ts';
import { iso, type Queryable } from './pg-statement.ts';
import { callReachSql, contactReachSql, organizationReachSql } from './reach-sql.ts';

const COLUMNS = `c.id, c.direction, c.status, c.result, c.number, c.number_received AS "numberReceived",
  CASE WHEN c.contact_id IS NULL OR k.id IS NOT NULL THEN c.display_name END AS "displayName", c.is_withheld AS "isWithheld", c.dialled, c.project_id AS "projectId",
  p.name AS "projectName", t.name AS "trunkName", k.id AS "contactId", k.full_name AS "contactName",
  (c.contact_id IS NOT NULL AND k.id IS NULL) AS "isContactHidden", g.name AS "organizationName", c.agent_id AS "agentId", a.name AS "agentName",
  ${iso('c.queued_at')} AS "queuedAt", ${iso('c.ringing_at')} AS "ringingAt", ${iso('c.answered_at')} AS "answeredAt",
  ${iso('c.ended_at')} AS "endedAt", c.hangup_side AS "hangupSide", c.sip_code AS "sipCode", c.reason,
  w.outcome_id AS "outcomeId", o.name AS outcome, coalesce(w.note, '') AS note, c.painted_ms AS "paintedMs"`;

/** By a number of its own: not the company of one of several people it might have been. */
const COMPANY_CALLED = `c.identification @> jsonb_build_array(
  jsonb_build_object('kind', 'organization', 'organizationId', c.organization_id))`;

/** A page of the log. `filter.contactId` finds nothing for a contact out of reach. */
export async function listLog(
  client: Queryable,
  { filter, after, limit }: CallLogPage,
  reach: CallReach,
): Promise<readonly LoggedCall[]> {
  const values: unknown[] = [];
  const from = visibleCalls(reach, values);
  const conditions = [from.condition, ...filters(filter, values)];
  if (after !== null) {
    conditions.push(
      `(c.queued_at, c.id) < ($${values.push(after.queuedAt)}, $${values.push(after.id)}::uuid)`,
    );
  }
  const text = `SELECT ${COLUMNS} ${from.text} WHERE ${conditions.join(' AND ')}
    ORDER BY c.queued_at DESC, c.id DESC LIMIT $${values.push(limit)}`;
  // planned anew each time: what is asked for decides how it is best found
  return (await client.query<LoggedCall>(text, values)).rows;
}

export async function findInLog(
  client: Queryable,
  callId: string,
  reach: CallReach,
): Promise<LoggedCallWithLegs | null> {
  const values: unknown[] = [];
  const from = visibleCalls(reach, values);
  const text = `SELECT ${COLUMNS}, ${LEGS} AS legs ${from.text}
    WHERE ${from.condition} AND c.id = $${values.push(callId)}::uuid`;
  return (await client.query<LoggedCallWithLegs>(text, values)).rows[0] ?? null;
}

/** `k` is the contact, if it is in reach; `g` the company that called, likewise. */
function visibleCalls(reach: CallReach, values: unknown[]): { text: string; condition: string } {
  const text = `FROM calls c
    LEFT JOIN contacts k ON k.id = c.contact_id AND (${contactReachSql(reach.contacts, 'k', values)})
    LEFT JOIN organizations g ON g.id = c.organization_id AND c.contact_id IS NULL AND ${COMPANY_CALLED}
      AND (${organizationReachSql(reach.contacts, 'g', values)})
    LEFT JOIN projects p ON p.id = c.project_id
    LEFT JOIN trunks t ON t.id = c.trunk_id
    LEFT JOIN users a ON a.id = c.agent_id
    LEFT JOIN wrap_ups w ON w.call_id = c.id
    LEFT JOIN outcomes o ON o.id = w.outcome_id`;
  return { text, condition: `(${callReachSql(reach, 'c', 'k.id IS NOT NULL', values)})` };
}

function filters(filter: CallLogFilter, values: unknown[]): readonly string[] {
  const conditions: string[] = [];
  if (filter.direction) conditions.push(`c.direction = $${values.push(filter.direction)}`);
  if (filter.result) conditions.push(`c.result = $${values.push(filter.result)}`);
  if (filter.contactId) conditions.push(`k.id = $${values.push(filter.contactId)}::uuid`);
  if (filter.agentId) conditions.push(`c.agent_id = $${values.push(filter.agentId)}::uuid`);
  return conditions;
}
