import type { Invited, MailStore } from '#domain/mail/mail-store.ts';
import type { OutgoingMail } from '#domain/mail/outgoing-mail.ts';
import { first, type Queryable, type Statement, written } from './pg-statement.ts';

const statement = (name: string, text: string): Statement => ({ name: `mails-${name}`, text });

const queue = statement(
  'queue',
  `INSERT INTO outgoing_mails (id, kind, to_address, locale, activation_id, queued_at, next_attempt_at)
   VALUES ($1, $2, $3, $4, $5, $6, $6)`,
);

const claimDue = statement(
  'claim-due',
  `UPDATE outgoing_mails SET next_attempt_at = $2, attempt_count = attempt_count + 1
   WHERE id = (SELECT id FROM outgoing_mails WHERE status = 'queued' AND next_attempt_at <= $1
     ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING id, kind, to_address AS "to", locale, activation_id AS "activationId", attempt_count AS "attemptCount"`,
);

const markSent = statement(
  'mark-sent',
  `UPDATE outgoing_mails SET status = 'sent', sent_at = $2, next_attempt_at = NULL, last_error = NULL
   WHERE id = $1 AND status = 'queued'`,
);

const markFailed = statement(
  'mark-failed',
  `UPDATE outgoing_mails SET last_error = $2, next_attempt_at = $3::timestamptz,
     status = CASE WHEN $3::timestamptz IS NULL THEN 'failed'::mail_status ELSE status END
   WHERE id = $1 AND status = 'queued'`,
);

const invited = statement(
  'invited',
  `SELECT u.name, u.login, a.expires_at AS "expiresAt" FROM activations a JOIN users u ON u.id = a.user_id
   WHERE a.id = $1 AND a.used_at IS NULL AND a.expires_at > $2 AND u.status = 'pending_activation'`,
);

export function pgMailStore(client: Queryable): MailStore {
  return {
    queue: async ({ id, kind, to, locale, activationId }, at) =>
      void (await written(client, queue, [id, kind, to, locale, activationId, at])),
    claimDue: (at, until) => first<OutgoingMail>(client, claimDue, [at, until]),
    markSent: async (mailId, at) => void (await written(client, markSent, [mailId, at])),
    markFailed: async (mailId, error, nextAttemptAt) =>
      void (await written(client, markFailed, [mailId, error, nextAttemptAt])),
    invited: (activationId, at) => first<Invited>(client, invited, [activationId, at]),
  };
}
