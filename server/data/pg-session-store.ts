import type { Pool } from 'pg';
import { IDLE_LIMIT_MS, type Session } from '#domain/access/session.ts';
import type { FoundSession, OpenSession, SessionStore } from '#domain/access/session-store.ts';
import type { User } from '#domain/access/user.ts';
import { userJson } from './access-sql.ts';

interface SessionRow extends Session {
  readonly user: User;
  readonly previewedBy: FoundSession['previewedBy'];
  readonly allowedRanges: FoundSession['allowedRanges'];
}

/** Read along with the session: a change of ranges holds at the very next request. */
const rangesOf = (user: string) =>
  `CASE WHEN ${user}.status = 'ip_restricted' THEN ARRAY(SELECT range FROM address_ranges) END AS "allowedRanges"`;

/** Read with every request, hence prepared. */
export function createPgSessionStore(pool: Pool): SessionStore {
  return {
    async find(sessionId) {
      const { rows } = await pool.query<SessionRow>({
        name: 'session-find',
        // a preview is the Director's: whoever handed that role over sees as oneself again
        text: `SELECT s.id, s.user_id AS "userId", s.csrf_token AS "csrfToken", s.created_at AS "createdAt",
                      s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt",
                      s.channel_id AS "chosenChannelId", ${userJson('u')} AS user,
                      CASE WHEN u.id <> h.id
                        THEN json_build_object('id', h.id, 'name', h.name, 'status', h.status) END AS "previewedBy",
                      ${rangesOf('h')}
               FROM sessions s JOIN users h ON h.id = s.user_id
                 LEFT JOIN users p ON p.id = s.looks_as_id AND p.deleted_at IS NULL AND h.role = 'director'
                 JOIN users u ON u.id = coalesce(p.id, h.id)
               WHERE s.id = $1`,
        values: [sessionId],
      });
      const row = rows[0];
      if (!row) return null;
      const { user, previewedBy, allowedRanges, ...session } = row;
      return { session, user, previewedBy, allowedRanges };
    },
    async touch(sessionId, at) {
      await pool.query({
        name: 'session-touch',
        text: 'UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2',
        values: [sessionId, at],
      });
    },
    async stillOpen(sessionIds, at) {
      const { rows } = await pool.query<OpenSession>({
        name: 'sessions-still-open',
        text: `SELECT s.id, u.status, ${rangesOf('u')} FROM sessions s JOIN users u ON u.id = s.user_id
               WHERE s.id = ANY($1) AND s.expires_at > $2 AND s.last_seen_at > $3`,
        values: [sessionIds, at, new Date(at.getTime() - IDLE_LIMIT_MS)],
      });
      return rows;
    },
  };
}
