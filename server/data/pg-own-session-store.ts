import { IDLE_LIMIT_MS } from '#domain/access/session.ts';
import type { OwnSession, OwnSessionStore } from '#domain/identity/own-session-store.ts';
import { first, type Queryable, rows, written } from './pg-statement.ts';

const open = {
  name: 'session-open',
  text: `WITH seen AS (UPDATE users SET last_login_at = $6, last_address = $4 WHERE id = $2)
         INSERT INTO sessions (id, user_id, csrf_token, address, user_agent, created_at, last_seen_at, expires_at,
           channel_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

const ofUser = {
  name: 'sessions-of-user',
  text: `SELECT id, coalesce(address, '') AS address, coalesce(user_agent, '') AS "userAgent",
           created_at AS "createdAt", last_seen_at AS "lastSeenAt"
         FROM sessions WHERE user_id = $1 AND expires_at > $2 AND last_seen_at > $3
         ORDER BY last_seen_at DESC, id`,
};

const end = { name: 'session-end-own', text: 'DELETE FROM sessions WHERE id = $2 AND user_id = $1' };

const endOthers = {
  name: 'sessions-end-others',
  text: 'DELETE FROM sessions WHERE user_id = $1 AND id <> $2 RETURNING id',
};

const endAll = { name: 'sessions-end-all', text: 'DELETE FROM sessions WHERE user_id = $1' };

const move = { name: 'session-move', text: 'UPDATE sessions SET id = $2 WHERE id = $1 RETURNING id' };

export function pgOwnSessionStore(client: Queryable): OwnSessionStore {
  return {
    open: async (session) =>
      void (await written(client, open, [
        session.id,
        session.userId,
        session.csrfToken,
        session.address,
        session.userAgent,
        session.createdAt,
        session.lastSeenAt,
        session.expiresAt,
        session.chosenChannelId,
      ])),
    ofUser: (userId, at) =>
      rows<OwnSession>(client, ofUser, [userId, at, new Date(at.getTime() - IDLE_LIMIT_MS)]),
    end: async (userId, sessionId) => (await written(client, end, [userId, sessionId])) > 0,
    endOthers: async (userId, kept) =>
      (await rows<{ id: string }>(client, endOthers, [userId, kept])).map(({ id }) => id),
    endAll: async (userId) => void (await written(client, endAll, [userId])),
    move: async (sessionId, newId) => (await first(client, move, [sessionId, newId])) !== null,
  };
}
