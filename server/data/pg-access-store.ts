import type { AccessStore } from '#domain/access/access-store.ts';
import type { Colleague, Viewer } from '#domain/access/viewer.ts';
import { aroundIds, viewerJson } from './access-sql.ts';
import { first, type Queryable, rows } from './pg-statement.ts';

const viewer = {
  name: 'access-viewer',
  text: `SELECT ${viewerJson('u')} AS viewer FROM users u WHERE u.id = $1`,
};

const peopleAround = {
  name: 'access-people-around',
  text: `SELECT u.id AS "userId", u.role, u.responsible_id AS "responsibleId"
    FROM users u, users me WHERE me.id = $1 AND u.id = ANY (${aroundIds('me')})`,
};

export function pgAccessStore(client: Queryable): AccessStore {
  return {
    viewer: async (userId) => (await first<{ viewer: Viewer }>(client, viewer, [userId]))?.viewer ?? null,
    peopleAround: (userId) => rows<Colleague>(client, peopleAround, [userId]),
  };
}
