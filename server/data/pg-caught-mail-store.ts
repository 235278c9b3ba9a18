import type { CaughtMail, CaughtMailStore } from '#domain/mail/caught-mail.ts';
import { first, type Queryable, rows, type Statement, written } from './pg-statement.ts';

const statement = (name: string, text: string): Statement => ({ name: `caught-mails-${name}`, text });

const HEAD = `id, received_at AS "receivedAt", "from", "to", subject`;

const insert = statement(
  'insert',
  `INSERT INTO caught_mails (id, received_at, "from", "to", subject, text, html)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
// ids are of the time they were made
const list = statement(
  'list',
  `SELECT ${HEAD} FROM caught_mails WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
);
const find = statement('find', `SELECT ${HEAD}, text, html FROM caught_mails WHERE id = $1`);
const trim = statement(
  'trim',
  `DELETE FROM caught_mails WHERE id IN (SELECT id FROM caught_mails ORDER BY id DESC OFFSET $1)`,
);

export function pgCaughtMailStore(client: Queryable): CaughtMailStore {
  return {
    insert: async ({ id, receivedAt, from, to, subject, text, html }) =>
      void (await written(client, insert, [id, receivedAt, from, to, subject, text, html])),
    list: ({ beforeId, limit }) => rows<CaughtMail>(client, list, [beforeId, limit]),
    find: (id) => first<CaughtMail>(client, find, [id]),
    trim: async (keep) => void (await written(client, trim, [keep])),
  };
}
