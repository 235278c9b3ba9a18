import type { LinkedIdentity, OpenIdIdentityStore } from '#domain/identity/open-id-identity-store.ts';
import { first, type Queryable, rows, written } from './pg-statement.ts';

const userIdOf = {
  name: 'oidc-user-id',
  text: 'SELECT user_id AS "userId" FROM oidc_identities WHERE issuer = $1 AND subject = $2',
};

// the user's row is locked, so that of two links at once the second sees the first
const link = {
  name: 'oidc-link',
  text: `WITH locked AS MATERIALIZED (SELECT id FROM users WHERE id = $3 FOR UPDATE)
         INSERT INTO oidc_identities (issuer, subject, user_id, created_at)
         SELECT $1, $2, id, $4 FROM locked
         WHERE NOT EXISTS (SELECT FROM oidc_identities o WHERE o.issuer = $1 AND o.user_id = $3)
         ON CONFLICT DO NOTHING`,
};

const LINKED = 'issuer, subject, created_at AS "linkedAt"';

const ofUser = {
  name: 'oidc-of-user',
  text: `SELECT ${LINKED} FROM oidc_identities WHERE user_id = $1 ORDER BY issuer`,
};

const unlink = {
  name: 'oidc-unlink',
  text: `DELETE FROM oidc_identities WHERE user_id = $1 RETURNING ${LINKED}`,
};

export function pgOpenIdIdentityStore(client: Queryable): OpenIdIdentityStore {
  return {
    userIdOf: async (issuer, subject) =>
      (await first<{ userId: string }>(client, userIdOf, [issuer, subject]))?.userId ?? null,
    link: async (issuer, subject, userId, at) =>
      (await written(client, link, [issuer, subject, userId, at])) > 0,
    ofUser: (userId) => rows<LinkedIdentity>(client, ofUser, [userId]),
    unlink: (userId) => rows<LinkedIdentity>(client, unlink, [userId]),
  };
}
