import type { CallReach } from '#domain/access/reach.ts';
import type { WaitingCall, WatchedAgent, WatchedTrunk } from '#domain/wallboard/wallboard.ts';
import type { WallboardStore } from '#domain/wallboard/wallboard-store.ts';
import { first, iso, type Queryable, rows } from './pg-statement.ts';
import { callReachSql, contactReachSql } from './reach-sql.ts';

function waitingOf(reach: CallReach, values: unknown[]): string {
  const isSeen = contactReachSql(reach.contacts, 'k', values);
  return `SELECT c.id AS "callId", c.number, p.name AS "projectName", ${iso('c.queued_at')} AS since
    FROM calls c LEFT JOIN projects p ON p.id = c.project_id
      LEFT JOIN contacts k ON k.id = c.contact_id AND (${isSeen})
    WHERE c.status <> 'ended' AND c.direction = 'inbound' AND c.answered_at IS NULL
      AND (${callReachSql(reach, 'c', 'k.id IS NOT NULL', values)})
    ORDER BY c.queued_at LIMIT 200`;
}

const agents = {
  name: 'wallboard-agents',
  text: `SELECT u.id AS "userId", u.name, a.status, a.pause_reason AS "pauseReason", ${iso('a.since')} AS since,
      (SELECT count(*)::int FROM registrations r WHERE r.user_id = u.id AND r.expires_at > $2) AS phones
    FROM agent_states a JOIN users u ON u.id = a.user_id
    WHERE u.status IN ('active', 'ip_restricted') AND ($1::uuid[] IS NULL OR u.id = ANY($1))
    ORDER BY u.name, u.id LIMIT 1000`,
};
const trunks = {
  name: 'wallboard-trunks',
  text: `SELECT t.id, t.name, t.is_enabled AS "isEnabled", t.channel_limit AS "channelLimit",
      (SELECT count(*)::int FROM calls c WHERE c.trunk_id = t.id AND c.status <> 'ended') AS "activeCalls"
    FROM trunks t ORDER BY t.position, t.name`,
};
const popP99 = {
  name: 'wallboard-pop',
  text: `SELECT percentile_disc(0.99) WITHIN GROUP (ORDER BY painted_ms) AS p99
    FROM calls WHERE queued_at > $1 AND painted_ms IS NOT NULL`,
};

export function pgWallboardStore(client: Queryable): WallboardStore {
  return {
    async waiting(reach) {
      const values: unknown[] = [];
      return (await client.query<WaitingCall>(waitingOf(reach, values), values)).rows;
    },
    agents: (owners, at) => rows<WatchedAgent>(client, agents, [owners === 'any' ? null : owners, at]),
    trunks: () => rows<WatchedTrunk>(client, trunks, []),
    popP99Ms: async (since) => (await first<{ p99: number | null }>(client, popP99, [since]))?.p99 ?? null,
  };
}
