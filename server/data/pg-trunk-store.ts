import type { Pool } from 'pg';
import type { Trunk } from '#domain/trunks/trunk.ts';
import type { TrunkStore } from '#domain/trunks/trunk-store.ts';

const LIST_ENABLED = {
  name: 'trunks-list-enabled',
  text: `SELECT id, name, host, port, transport, allowed_sources AS "allowedSources", is_trusted AS "isTrusted",
           country, dial_format AS "dialFormat", dial_prefix AS "dialPrefix", caller_id AS "callerId",
           channel_limit AS "channelLimit", position, is_enabled AS "isEnabled", username, password
         FROM trunks WHERE is_enabled ORDER BY position, name`,
};

export function pgTrunkStore(pool: Pick<Pool, 'query'>): TrunkStore {
  return { listEnabled: async () => (await pool.query<Trunk>(LIST_ENABLED)).rows };
}
