import type { AccessStore } from '#domain/access/access-store.ts';
import type { Viewer } from '#domain/access/viewer.ts';
import { first, type Queryable, rows } from './pg-statement.ts';

const VIEWER = `u.id AS "userId", u.role, u.responsible_id AS "responsibleId"`;

const viewer = { name: 'access-viewer', text: `SELECT ${VIEWER} FROM users u WHERE u.id = $1` };

const peopleAround = {
  name: 'access-people-around',
  text: `SELECT ${VIEWER} FROM users u, users me WHERE me.id = $1 AND ${isAround('u', 'me')}`,
};

/** Whom the rules of reach may ask about, for a user. */
export function isAround(other: string, user: string): string {
  return `(${other}.id IN (${user}.id, ${user}.responsible_id)
    OR ${other}.responsible_id IN (${user}.id, ${user}.responsible_id))`;
}

export function pgAccessStore(client: Queryable): AccessStore {
  return {
    viewer: (userId) => first<Viewer>(client, viewer, [userId]),
    peopleAround: (userId) => rows<Viewer>(client, peopleAround, [userId]),
  };
}
