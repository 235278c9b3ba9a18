import type { ContactActivity, LatestCall } from '#domain/contacts/contact-activity.ts';
import { type Queryable, rows, written } from './pg-statement.ts';

const behind = {
  name: 'contact-activity-behind',
  text: `SELECT c.id AS "contactId", latest.at FROM (
      SELECT contact_id AS id, max(queued_at) AS at FROM calls
      WHERE queued_at > $1 AND contact_id IS NOT NULL GROUP BY contact_id) latest
    -- each contact by key: joined, all contacts are read for a few hundred
    CROSS JOIN LATERAL (SELECT * FROM contacts k WHERE k.id = latest.id OFFSET 0) c
    WHERE c.last_activity_at IS NULL OR c.last_activity_at < latest.at
    ORDER BY latest.at LIMIT $2`,
};
const note = {
  name: 'contact-activity-note',
  text: `WITH locked AS MATERIALIZED (
      SELECT c.id, latest.at FROM unnest($1::uuid[], $2::timestamptz[]) AS latest(id, at)
        JOIN contacts c ON c.id = latest.id
      WHERE c.last_activity_at IS NULL OR c.last_activity_at < latest.at
      ORDER BY c.id FOR NO KEY UPDATE OF c SKIP LOCKED)
    UPDATE contacts c SET last_activity_at = locked.at FROM locked WHERE c.id = locked.id
    -- what a database that dies has forgotten is behind once more, so the commit waits for no disk
    RETURNING set_config('synchronous_commit', 'off', true)`,
};

export function pgContactActivity(client: Queryable): ContactActivity {
  return {
    behind: (since, limit) => rows<LatestCall>(client, behind, [since, limit]),
    note: (calls) =>
      written(client, note, [calls.map(({ contactId }) => contactId), calls.map(({ at }) => at)]),
  };
}
