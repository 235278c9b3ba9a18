import type { Pool } from 'pg';
import type { GatewayStore } from '#domain/trunks/gateway-store.ts';
import { MAY_WORK } from './pg-agent-statements.ts';

const END_FORMER_LEASES = {
  name: 'gateway-end-former-leases',
  text: `UPDATE calls SET lease_until = $3
         WHERE status <> 'ended' AND starts_with(gateway_id, $1 || '.') AND gateway_id <> $2 AND lease_until > $3`,
};

const ENDED_OF = {
  name: 'gateway-ended-of',
  text: `SELECT id FROM calls WHERE id = ANY($1::uuid[]) AND status = 'ended'`,
};

const CUT_OFF_OF = {
  name: 'gateway-cut-off-of',
  text: `SELECT u.id FROM users u WHERE u.id = ANY($1::uuid[]) AND NOT (${MAY_WORK})`,
};

export function pgGatewayStore(pool: Pick<Pool, 'query'>): GatewayStore {
  return {
    endFormerLeases: async (instanceId, gatewayId, at) =>
      (await pool.query({ ...END_FORMER_LEASES, values: [instanceId, gatewayId, at] })).rowCount ?? 0,
    endedOf: async (callIds) =>
      (await pool.query<{ id: string }>({ ...ENDED_OF, values: [callIds] })).rows.map(({ id }) => id),
    cutOffOf: async (userIds) =>
      (await pool.query<{ id: string }>({ ...CUT_OFF_OF, values: [userIds] })).rows.map(({ id }) => id),
  };
}
