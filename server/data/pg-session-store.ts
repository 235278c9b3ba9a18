import type { Pool } from 'pg';
import { IDLE_LIMIT_MS } from '#domain/access/session.ts';
import type { SessionStore } from '#domain/access/session-store.ts';
import type { User } from '#domain/access/user.ts';

interface SessionRow extends Omit<User, 'id'> {
  readonly id: string;
  readonly userId: string;
  readonly csrfToken: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Read with every request, hence prepared. */
export function createPgSessionStore(pool: Pool): SessionStore {
  return {
    async insert(session) {
      await pool.query({
        name: 'session-insert',
        text: `INSERT INTO sessions (id, user_id, csrf_token, address, user_agent, created_at, last_seen_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        values: [
          session.id,
          session.userId,
          session.csrfToken,
          session.address,
          session.userAgent,
          session.createdAt,
          session.lastSeenAt,
          session.expiresAt,
        ],
      });
    },
    async find(sessionId) {
      const { rows } = await pool.query<SessionRow>({
        name: 'session-find',
        text: `SELECT s.id, s.user_id AS "userId", s.csrf_token AS "csrfToken", s.created_at AS "createdAt",
                      s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt",
                      u.login, u.email, u.name, u.role, u.status, u.responsible_id AS "responsibleId",
                      u.extension, u.locale, u.time_zone AS "timeZone"
               FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1`,
        values: [sessionId],
      });
      const row = rows[0];
      if (!row) return null;
      const { id, userId, csrfToken, createdAt, lastSeenAt, expiresAt, ...user } = row;
      return {
        session: { id, userId, csrfToken, createdAt, lastSeenAt, expiresAt },
        user: { id: userId, ...user },
      };
    },
    async touch(sessionId, at) {
      await pool.query({
        name: 'session-touch',
        text: 'UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2',
        values: [sessionId, at],
      });
    },
    async delete(sessionId) {
      await pool.query({
        name: 'session-delete',
        text: 'DELETE FROM sessions WHERE id = $1',
        values: [sessionId],
      });
    },
    async stillOpen(sessionIds, at) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'sessions-still-open',
        text: `SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id
               WHERE s.id = ANY($1) AND s.expires_at > $2 AND s.last_seen_at > $3 AND u.status = 'active'`,
        values: [sessionIds, at, new Date(at.getTime() - IDLE_LIMIT_MS)],
      });
      return rows.map(({ id }) => id);
    },
  };
}
