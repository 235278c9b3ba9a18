import type { Locale } from '../../access/user.ts';
import { en } from './en.ts';
import { pl } from './pl.ts';
import { ru } from './ru.ts';

export interface ActivationWords {
  readonly name: string;
  readonly login: string;
  readonly link: string;
  /** The last day of the link, in words of the language. */
  readonly until: string;
}

export interface MailText {
  readonly subject: string;
  /** Paragraphs; one that is an address stands alone. */
  readonly paragraphs: readonly string[];
}

export interface MailTexts {
  readonly activation: (words: ActivationWords) => MailText;
}

export const mailTexts: Readonly<Record<Locale, MailTexts>> = { en, pl, ru };
