import type { User } from '#domain/access/user.ts';
import type { AccountStore, UserWithPassword } from '#domain/identity/account-store.ts';
import { userJson } from './access-sql.ts';
import { first, type Queryable, written } from './pg-statement.ts';

const WAYS_IN = `encode(sha256(convert_to(json_build_array(u.password_hash,
    (SELECT t.sealed FROM totp_secrets t WHERE t.user_id = u.id AND t.confirmed_at IS NOT NULL),
    (SELECT json_agg(p.id ORDER BY p.id) FROM passkeys p WHERE p.user_id = u.id),
    (SELECT json_agg(json_build_array(o.issuer, o.subject) ORDER BY o.issuer, o.subject)
      FROM oidc_identities o WHERE o.user_id = u.id))::text, 'UTF8')), 'hex')`;

const forSignIn = {
  name: 'account-for-sign-in',
  text: `SELECT ${userJson('u')} AS user, u.password_hash AS "passwordHash", ${WAYS_IN} AS "waysIn" FROM users u
         WHERE (u.login = lower($1) OR lower(u.email) = lower($1)) AND u.deleted_at IS NULL
         ORDER BY u.login = lower($1) DESC, u.email = $1 DESC LIMIT 1`,
};

const user = {
  name: 'account-user',
  text: `SELECT ${userJson('u')} AS user FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
};

// e-mail addresses are kept as they were typed
const userByEmail = {
  name: 'account-user-by-email',
  text: `SELECT ${userJson('u')} AS user FROM users u
         WHERE lower(u.email) = lower($1) AND u.deleted_at IS NULL
         ORDER BY u.email = $1 DESC LIMIT 1`,
};

const waysIn = {
  name: 'account-ways-in',
  text: `SELECT ${WAYS_IN} AS "waysIn" FROM users u WHERE u.id = $1 AND u.deleted_at IS NULL`,
};

const passwordHash = {
  name: 'account-password-hash',
  text: `SELECT password_hash AS hash FROM users WHERE id = $1 AND deleted_at IS NULL`,
};

const changePasswordHash = {
  name: 'account-change-password-hash',
  text: `UPDATE users SET password_hash = $2 WHERE id = $1`,
};

export function pgAccountStore(client: Queryable): AccountStore {
  return {
    findForSignIn: (loginOrEmail) => first<UserWithPassword>(client, forSignIn, [loginOrEmail]),
    user: async (id) => (await first<{ user: User }>(client, user, [id]))?.user ?? null,
    userByEmail: async (email) => (await first<{ user: User }>(client, userByEmail, [email]))?.user ?? null,
    waysIn: async (id) => (await first<{ waysIn: string }>(client, waysIn, [id]))?.waysIn ?? null,
    passwordHash: async (id) => (await first<{ hash: string }>(client, passwordHash, [id]))?.hash ?? null,
    changePasswordHash: async (id, hash) => void (await written(client, changePasswordHash, [id, hash])),
  };
}
