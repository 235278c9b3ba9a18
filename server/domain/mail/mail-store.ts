import type { OutgoingMail } from './outgoing-mail.ts';

export interface MailStore {
  queue(mail: Omit<OutgoingMail, 'attemptCount'>, at: Date): Promise<void>;
  /** The next that is due is the caller's until `until`; nobody else gets it. Counts as an attempt. */
  claimDue(at: Date, until: Date): Promise<OutgoingMail | null>;
  markSent(mailId: string, at: Date): Promise<void>;
  /** @param nextAttemptAt null: it is given up */
  markFailed(mailId: string, error: string, nextAttemptAt: Date | null): Promise<void>;
  /** Who an activation is for; null when the link would lead nowhere any more. */
  invited(activationId: string, at: Date): Promise<Invited | null>;
}

export interface Invited {
  readonly name: string;
  readonly login: string;
  readonly expiresAt: Date;
}
