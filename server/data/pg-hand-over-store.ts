import type { HandOverView } from '#domain/hand-overs/hand-over.ts';
import type { HandOverReach, HandOverState, HandOverStore } from '#domain/hand-overs/hand-over-store.ts';
import { first, iso, type Queryable, rows, type Statement, written } from './pg-statement.ts';
import { contactReachSql } from './reach-sql.ts';

const statement = (name: string, text: string): Statement => ({ name: `hand-overs-${name}`, text });

const STATE = `r.id, r.decision, (SELECT name FROM users WHERE id = r.decided_by) AS "decidedBy"`;

const VIEW = `SELECT r.id, r.call_id AS "callId", json_build_object('id', c.id, 'name', c.full_name) AS contact,
    json_build_object('id', a.id, 'name', a.name) AS agent, ${iso('r.asked_at')} AS "askedAt"
  FROM hand_over_requests r JOIN contacts c ON c.id = r.contact_id JOIN users a ON a.id = r.agent_id`;

const ask = statement(
  'ask',
  `INSERT INTO hand_over_requests AS r (id, call_id, contact_id, agent_id, asked_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (call_id, contact_id, agent_id) DO UPDATE SET
     asked_at = CASE WHEN r.decision = 'declined' THEN excluded.asked_at ELSE r.asked_at END,
     decision = nullif(r.decision, 'declined'),
     decided_at = CASE WHEN r.decision = 'declined' THEN NULL ELSE r.decided_at END,
     decided_by = CASE WHEN r.decision = 'declined' THEN NULL ELSE r.decided_by END
   RETURNING ${STATE}`,
);

const ofCall = statement(
  'of-call',
  `SELECT ${STATE} FROM hand_over_requests r WHERE r.call_id = $1 AND r.contact_id = $2 AND r.agent_id = $3`,
);

const view = statement('view', `${VIEW} WHERE r.id = $1`);

const supervisors = statement(
  'supervisors',
  `SELECT s.id FROM users s WHERE s.status IN ('active', 'ip_restricted') AND s.id <> $1
     AND (s.role = 'director' OR s.is_chief_manager
       OR s.role = 'head' AND s.id = (SELECT responsible_id FROM users WHERE id = $1))
   ORDER BY s.id`,
);

const decide = statement(
  'decide',
  `UPDATE hand_over_requests SET decision = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND decision IS NULL`,
);

const giveAsOwner = statement(
  'give-as-owner',
  `UPDATE contacts SET owner_id = $2, version = version + 1, updated_at = $3 WHERE id = $1 RETURNING version`,
);

const giveAsManager = statement(
  'give-as-manager',
  `WITH added AS (INSERT INTO contact_managers (contact_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING)
   UPDATE contacts SET version = version + 1, updated_at = $3 WHERE id = $1 RETURNING version`,
);

export function pgHandOverStore(client: Queryable): HandOverStore {
  return {
    async ask({ id, callId, contactId, agentId, askedAt }) {
      const state = await first<HandOverState>(client, ask, [id, callId, contactId, agentId, askedAt]);
      if (!state) throw new Error('an upsert that returned nothing');
      return state;
    },
    ofCall: (callId, contactId, agentId) => first(client, ofCall, [callId, contactId, agentId]),
    openSince: (since, reach, requestId) => openSince(client, since, reach, requestId ?? null),
    view: (requestId) => first(client, view, [requestId]),
    supervisorsOf: async (agentId) =>
      (await rows<{ id: string }>(client, supervisors, [agentId])).map(({ id }) => id),
    decide: async (requestId, decision, decidedBy, at) =>
      (await written(client, decide, [requestId, decision, decidedBy, at])) === 1,
    async give(contactId, agentId, as, at) {
      const give = as === 'owner' ? giveAsOwner : giveAsManager;
      return (await first<{ version: number }>(client, give, [contactId, agentId, at]))?.version ?? 0;
    },
  };
}

/** Which contacts and agents the reach lets through is part of the text, which is not kept prepared. */
async function openSince(
  client: Queryable,
  since: Date,
  { contacts, agents }: HandOverReach,
  requestId: string | null,
): Promise<readonly HandOverView[]> {
  const values: unknown[] = [since, requestId, agents.others, agents.ownId];
  const text = `${VIEW} WHERE r.decision IS NULL AND r.asked_at > $1
      AND a.status IN ('active', 'ip_restricted') AND a.deleted_at IS NULL AND ($2::uuid IS NULL OR r.id = $2)
      AND ($3 = 'all' OR a.role = 'manager' AND ($3 = 'managers' OR $3 = 'own_managers' AND a.responsible_id = $4::uuid))
      AND a.id <> $4::uuid AND ${contactReachSql(contacts, 'c', values)}
    ORDER BY r.asked_at DESC, r.id LIMIT 100`;
  return (await client.query<HandOverView>(text, values)).rows;
}
