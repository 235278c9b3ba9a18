import type { WindowStore } from '#domain/desk/window-store.ts';
import { first, type Queryable, rows, written } from './pg-statement.ts';

const open = {
  name: 'windows-open',
  text: `INSERT INTO desk_windows (id, user_id, server_id, focused_at, lease_until)
    VALUES ($1, $2, $3, coalesce($4::timestamptz, 'epoch'), $5)
    ON CONFLICT (id) DO UPDATE SET server_id = excluded.server_id, lease_until = excluded.lease_until,
      focused_at = greatest(desk_windows.focused_at, excluded.focused_at)
    WHERE desk_windows.user_id = excluded.user_id`,
};
const focus = {
  name: 'windows-focus',
  text: `UPDATE desk_windows SET focused_at = greatest(focused_at, $3) WHERE id = $2 AND user_id = $1`,
};
const close = {
  name: 'windows-close',
  text: 'DELETE FROM desk_windows WHERE id = $2 AND user_id = $1 AND server_id = $3',
};
const renew = {
  name: 'windows-renew',
  text: `UPDATE desk_windows SET lease_until = $3 WHERE id = ANY($2::text[]) AND server_id = $1 RETURNING id`,
};
const dropStale = { name: 'windows-drop-stale', text: 'DELETE FROM desk_windows WHERE lease_until <= $1' };
const isLive = {
  name: 'windows-is-live',
  text: 'SELECT FROM desk_windows WHERE id = $1 AND lease_until > $2',
};

/** The window of this user that takes the pop at this moment, as an expression. */
export function electedWindow(userId: string, at: string): string {
  return `(SELECT w.id FROM desk_windows w WHERE w.user_id = ${userId} AND w.lease_until > ${at}
    ORDER BY w.focused_at DESC, w.id LIMIT 1)`;
}
const elect = { name: 'windows-elect', text: `SELECT ${electedWindow('$1', '$2')} AS id` };

export function pgWindowStore(client: Queryable): WindowStore {
  return {
    open: async ({ id, userId, serverId }, focusedAt, leaseUntil) =>
      void (await written(client, open, [id, userId, serverId, focusedAt, leaseUntil])),
    focus: async (userId, windowId, at) => void (await written(client, focus, [userId, windowId, at])),
    close: async (userId, windowId, serverId) =>
      void (await written(client, close, [userId, windowId, serverId])),
    renew: async (serverId, windowIds, leaseUntil) =>
      (await rows<{ id: string }>(client, renew, [serverId, windowIds, leaseUntil])).map(({ id }) => id),
    isLive: async (windowId, at) => (await first(client, isLive, [windowId, at])) !== null,
    elect: async (userId, at) =>
      (await first<{ id: string | null }>(client, elect, [userId, at]))?.id ?? null,
    dropStale: (at) => written(client, dropStale, [at]),
  };
}
