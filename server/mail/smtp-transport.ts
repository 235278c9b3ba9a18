import { createTransport } from 'nodemailer';
import type { MailTransport } from '#domain/mail/mail-transport.ts';

export interface SmtpOptions {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
  /** How long a mail may take to be handed over. */
  readonly timeoutMs?: number;
}

export interface SmtpTransport extends MailTransport {
  close(): void;
}

const TIMEOUT_MS = 20_000;

export function createSmtpTransport({ url, from, timeoutMs = TIMEOUT_MS }: SmtpOptions): SmtpTransport {
  const transporter = createTransport(
    url,
    // nothing a mail is made of may make the transport read a file or fetch a page
    { from, disableFileAccess: true, disableUrlAccess: true },
  );
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'ringdesk.invalid';
  return {
    async send({ id, to, subject, text, html }) {
      await within(
        timeoutMs,
        transporter.sendMail({ messageId: `<${id}@${domain}>`, to, subject, text, html }),
      );
    },
    close: () => transporter.close(),
  };
}

/** A mail server that says nothing is away. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the mail server took longer than ${ms / 1000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
