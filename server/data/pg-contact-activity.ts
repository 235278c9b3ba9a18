import type { ContactActivity } from '#domain/contacts/contact-activity.ts';
import { type Queryable, written } from './pg-statement.ts';

/** So many at once at most; the rest is there the next time. */
const MOST = 5000;

const noteCalls = {
  name: 'contact-activity-note-calls',
  text: `WITH latest AS MATERIALIZED (
      SELECT contact_id AS id, max(queued_at) AS at FROM calls
      WHERE queued_at > $1 AND contact_id IS NOT NULL GROUP BY contact_id),
    locked AS MATERIALIZED (
      SELECT c.id, latest.at FROM latest JOIN contacts c ON c.id = latest.id
      WHERE c.last_activity_at IS NULL OR c.last_activity_at < latest.at
      ORDER BY c.id LIMIT ${MOST} FOR NO KEY UPDATE OF c SKIP LOCKED)
    UPDATE contacts c SET last_activity_at = locked.at FROM locked WHERE c.id = locked.id`,
};

export function pgContactActivity(client: Queryable): ContactActivity {
  return { noteCalls: (since) => written(client, noteCalls, [since]) };
}
