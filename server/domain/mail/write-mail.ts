import { activationToken } from '../access/activation-token.ts';
import type { Locale } from '../access/user.ts';
import type { Stores } from '../shared/database.ts';
import type { Seals } from '../shared/seals.ts';
import { mailHtml } from './mail-html.ts';
import type { OutgoingMail, WrittenMail } from './outgoing-mail.ts';
import { type MailText, mailTexts } from './texts/mail-texts.ts';

export interface MailWriting {
  readonly seals: Seals;
  /** Origin of the pages that links lead to. */
  readonly publicOrigin: string;
}

/** The mail as it goes out now; null when its reason is gone. */
export async function writeMail(
  stores: Pick<Stores, 'mails'>,
  { seals, publicOrigin }: MailWriting,
  mail: OutgoingMail,
  at: Date,
): Promise<WrittenMail | null> {
  const { id, to, locale, activationId } = mail;
  const invited = activationId === null ? null : await stores.mails.invited(activationId, at);
  if (activationId === null || invited === null) return null;
  const token = encodeURIComponent(activationToken(seals, activationId));
  return written(id, to, {
    ...mailTexts[locale].activation({
      name: invited.name,
      login: invited.login,
      link: `${publicOrigin}/activate?token=${token}`,
      until: day(invited.expiresAt, locale),
    }),
  });
}

function written(id: string, to: string, { subject, paragraphs }: MailText): WrittenMail {
  return { id, to, subject, text: `${paragraphs.join('\n\n')}\n`, html: mailHtml(subject, paragraphs) };
}

const day = (at: Date, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
