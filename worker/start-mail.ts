import { pgCaughtMailStore } from '#data/pg-caught-mail-store.ts';
import type { MailTransport } from '#domain/mail/mail-transport.ts';
import { startMailCatcher } from '#mail/mail-catcher.ts';
import { createSmtpTransport } from '#mail/smtp-transport.ts';
import type { MailConfig } from '#platform/config.ts';
import type { ProcessBase } from '#server/compose-base.ts';

/** The mail server that is configured, or our own stand-in of one where that is allowed, or none: mails wait then. */
export async function startMail(app: ProcessBase, mail: MailConfig): Promise<MailTransport | null> {
  const { pool, clock, newId, logger, shutdown } = app;
  if (mail.smtpUrl === null && !mail.isCaught) {
    logger.warn('SMTP_URL is not set: mails wait');
    return null;
  }
  let url = mail.smtpUrl;
  if (url === null) {
    const catcher = await startMailCatcher({ caughtMails: pgCaughtMailStore(pool), clock, newId, logger });
    shutdown.onClose('mail catcher', () => catcher.close());
    url = catcher.url;
  }
  const transport = createSmtpTransport({ url, from: mail.from });
  shutdown.onClose('mail', () => transport.close());
  return transport;
}
