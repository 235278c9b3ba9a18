import type { Activation, ActivationStore } from '#domain/users/activation-store.ts';
import { first, type Queryable, written } from './pg-statement.ts';

/** Earlier links end at this moment. */
const endEarlier = {
  name: 'activations-end-earlier',
  text: 'UPDATE activations SET expires_at = least(expires_at, $2) WHERE user_id = $1 AND used_at IS NULL',
};
const issue = {
  name: 'activations-issue',
  text: `INSERT INTO activations (id, user_id, needs_password, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
};
const find = {
  name: 'activations-find',
  text: `SELECT a.id, a.user_id AS "userId", a.needs_password AS "needsPassword"
    FROM activations a JOIN users u ON u.id = a.user_id AND u.status = 'pending_activation'
    WHERE a.id = $1 AND a.used_at IS NULL AND a.expires_at > $2 FOR UPDATE OF a`,
};
const use = { name: 'activations-use', text: 'UPDATE activations SET used_at = $2 WHERE id = $1' };
const lastOf = {
  name: 'activations-last-of',
  text: `SELECT needs_password AS "needsPassword" FROM activations WHERE user_id = $1
    ORDER BY created_at DESC, id DESC LIMIT 1`,
};

export function pgActivationStore(client: Queryable): ActivationStore {
  return {
    issue: async ({ id, userId, needsPassword }, at, expiresAt) => {
      await written(client, endEarlier, [userId, at]);
      await written(client, issue, [id, userId, needsPassword, at, expiresAt]);
    },
    end: async (userId, at) => void (await written(client, endEarlier, [userId, at])),
    find: (activationId, at) => first<Activation>(client, find, [activationId, at]),
    use: async (activationId, at) => void (await written(client, use, [activationId, at])),
    lastNeedsPassword: async (userId) =>
      (await first<{ needsPassword: boolean }>(client, lastOf, [userId]))?.needsPassword ?? null,
  };
}
