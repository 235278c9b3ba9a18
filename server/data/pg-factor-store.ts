import type { Factors, FactorStore, TotpSecret } from '#domain/identity/factor-store.ts';
import type { Passkey } from '#domain/identity/passkey.ts';
import { first, type Queryable, rows, written } from './pg-statement.ts';

const PASSKEY = `id, user_id AS "userId", name, public_key AS "publicKey", counter::float8 AS counter, transports,
  created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

const statement = (name: string, text: string) => ({ name: `factors-${name}`, text });

// calls and records that name the user go on meanwhile
const lock = statement('lock', 'SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE');
const summary = statement(
  'summary',
  `SELECT (SELECT confirmed_at FROM totp_secrets WHERE user_id = $1) AS "totpSince",
     (SELECT count(*)::int FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL) AS "recoveryCodesLeft"`,
);
const passkeysOf = statement(
  'passkeys',
  `SELECT ${PASSKEY} FROM passkeys WHERE user_id = $1 ORDER BY created_at, id`,
);

const totp = statement(
  'totp',
  'SELECT sealed, confirmed_at AS "confirmedAt" FROM totp_secrets WHERE user_id = $1',
);
const putTotp = statement(
  'totp-put',
  `INSERT INTO totp_secrets (user_id, sealed, created_at) VALUES ($1, $2, $3)
   ON CONFLICT (user_id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at
   WHERE totp_secrets.confirmed_at IS NULL`,
);
const confirmTotp = statement(
  'totp-confirm',
  `UPDATE totp_secrets SET confirmed_at = $4, last_step = $3
   WHERE user_id = $1 AND sealed = $2 AND confirmed_at IS NULL`,
);
const takeTotpStep = statement(
  'totp-take-step',
  `UPDATE totp_secrets SET last_step = $2
   WHERE user_id = $1 AND confirmed_at IS NOT NULL AND (last_step IS NULL OR last_step < $2)`,
);
const deleteTotp = statement(
  'totp-delete',
  'DELETE FROM totp_secrets WHERE user_id = $1 AND confirmed_at IS NOT NULL',
);

const deleteCodes = statement('codes-delete', 'DELETE FROM recovery_codes WHERE user_id = $1');
const insertCodes = statement(
  'codes-insert',
  `INSERT INTO recovery_codes (id, user_id, code_hash)
   SELECT id, $1, code_hash FROM unnest($2::uuid[], $3::text[]) AS code (id, code_hash)`,
);
const takeCode = statement(
  'code-take',
  'UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL',
);

const passkey = statement('passkey', `SELECT ${PASSKEY} FROM passkeys WHERE id = $1`);
const insertPasskey = statement(
  'passkey-insert',
  `INSERT INTO passkeys (id, user_id, name, public_key, counter, transports, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
);
const usePasskey = statement(
  'passkey-use',
  `UPDATE passkeys SET counter = $2, last_used_at = $3 WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))`,
);
const renamePasskey = statement(
  'passkey-rename',
  'UPDATE passkeys SET name = $3 WHERE user_id = $1 AND id = $2',
);
const deletePasskey = statement(
  'passkey-delete',
  'DELETE FROM passkeys WHERE user_id = $1 AND id = $2 RETURNING name',
);

const deleteAllTotp = statement('totp-delete-all', 'DELETE FROM totp_secrets WHERE user_id = $1');
const deleteAllPasskeys = statement('passkeys-delete-all', 'DELETE FROM passkeys WHERE user_id = $1');

export function pgFactorStore(client: Queryable): FactorStore {
  const did = async (...[one, values]: [Parameters<typeof written>[1], readonly unknown[]]) =>
    (await written(client, one, values)) > 0;
  return {
    async ofUser(userId) {
      const facts = await first<Omit<Factors, 'passkeys'>>(client, summary, [userId]);
      const passkeys = await rows<Passkey>(client, passkeysOf, [userId]);
      return { totpSince: null, recoveryCodesLeft: 0, ...facts, passkeys };
    },
    lock: async (userId) => void (await rows(client, lock, [userId])),

    totp: (userId) => first<TotpSecret>(client, totp, [userId]),
    putTotp: (userId, sealed, at) => did(putTotp, [userId, sealed, at]),
    confirmTotp: (userId, sealed, step, at) => did(confirmTotp, [userId, sealed, step, at]),
    takeTotpStep: (userId, step) => did(takeTotpStep, [userId, step]),
    deleteTotp: (userId) => did(deleteTotp, [userId]),

    async replaceRecoveryCodes(userId, codes) {
      await written(client, deleteCodes, [userId]);
      const columns = [codes.map(({ id }) => id), codes.map(({ codeHash }) => codeHash)];
      await written(client, insertCodes, [userId, ...columns]);
    },
    takeRecoveryCode: (userId, codeHash, at) => did(takeCode, [userId, codeHash, at]),

    passkey: (id) => first<Passkey>(client, passkey, [id]),
    insertPasskey: (one) =>
      did(insertPasskey, [
        one.id,
        one.userId,
        one.name,
        one.publicKey,
        one.counter,
        one.transports,
        one.createdAt,
      ]),
    usePasskey: (id, counter, at) => did(usePasskey, [id, counter, at]),
    renamePasskey: (userId, id, name) => did(renamePasskey, [userId, id, name]),
    async deleteAll(userId) {
      await written(client, deleteCodes, [userId]);
      const apps = await written(client, deleteAllTotp, [userId]);
      return apps + (await written(client, deleteAllPasskeys, [userId]));
    },
    deletePasskey: async (userId, id) =>
      (await first<{ name: string }>(client, deletePasskey, [userId, id]))?.name ?? null,
  };
}
