import type { WrittenMail } from './outgoing-mail.ts';

/** Hands a mail to a mail server. Rejects when it was not taken. */
export interface MailTransport {
  send(mail: WrittenMail): Promise<void>;
}
