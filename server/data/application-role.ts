import type pg from 'pg';

/** Owns nothing: whoever works as it can neither change an audit entry nor take the trigger away that keeps them. */
export const APPLICATION_ROLE = 'ringdesk_app';

/** Taken only once it has its rights: half of them would be worse than none. */
const TAKE = `SELECT set_config('role', rolname, false) FROM pg_roles
  WHERE rolname = $1 AND pg_has_role(oid, 'MEMBER') AND has_table_privilege(oid, 'audit_entries', 'INSERT')`;

/**
 * Every connection of the pool works as that role. Where it cannot be taken the connection works on as the user of the
 * database's address, under the trigger's protection alone, and `onRefused` is told once.
 */
export function workAs(pool: pg.Pool, role: string, onRefused: () => void): pg.Pool {
  let isTold = false;
  const refused = () => {
    if (isTold) return;
    isTold = true;
    onRefused();
  };
  // not awaited: whatever the connection is asked next stands in line behind it
  pool.on('connect', (client) => {
    client.query(TAKE, [role]).then(
      ({ rowCount }) => void (rowCount === 0 && refused()),
      (error: Error) => void ('code' in error && refused()),
    );
  });
  return pool;
}
