import type { Locale } from '../access/user.ts';

export type MailKind = 'activation';

/** What is to be sent, and how often that was tried. */
export interface OutgoingMail {
  readonly id: string;
  readonly kind: MailKind;
  readonly to: string;
  readonly locale: Locale;
  readonly activationId: string | null;
  readonly attemptCount: number;
}

/** As it goes out. */
export interface WrittenMail {
  /** Of the row: the same mail sent again carries the same Message-ID. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
