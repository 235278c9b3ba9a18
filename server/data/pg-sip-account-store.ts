import type { Pool } from 'pg';
import type { SipAccount, SipAccountStore } from '#domain/registrations/sip-account-store.ts';

const FIND = {
  name: 'sip-accounts-find',
  text: `SELECT id AS "userId", sip_ha1 AS ha1, status,
           CASE WHEN status = 'ip_restricted' THEN ARRAY(SELECT range FROM address_ranges) END AS "allowedRanges"
         FROM users WHERE login = $1 AND sip_ha1 IS NOT NULL`,
};

export function pgSipAccountStore(pool: Pick<Pool, 'query'>): SipAccountStore {
  return {
    find: async (login) => (await pool.query<SipAccount>({ ...FIND, values: [login] })).rows[0] ?? null,
  };
}
