import type { ExpiredSessions } from '#domain/access/expired-sessions.ts';
import { type Queryable, written } from './pg-statement.ts';

const DROP = { name: 'sessions-drop-expired', text: 'DELETE FROM sessions WHERE expires_at <= $1' };

export function pgSessionSweepStore(client: Queryable): ExpiredSessions {
  return { drop: (at) => written(client, DROP, [at]) };
}
