import type { E164 } from '../callers/phone-number.ts';

export const numberKinds = ['mobile', 'landline', 'work', 'main', 'home_fax', 'office_fax', 'other'] as const;
export type NumberKind = (typeof numberKinds)[number];

/** A minus begins with the last. */
export const contactSorts = ['name', '-name', 'lastActivityAt', '-lastActivityAt'] as const;
export type ContactSort = (typeof contactSorts)[number];

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface StageName extends Named {
  readonly colour: string;
}

/** A person, whole, as the contact's page shows it. Instants are ISO strings: this travels. */
export interface ContactView {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly position: string | null;
  readonly language: 'en' | 'pl' | 'ru' | null;
  readonly organization: Named | null;
  readonly stage: StageName | null;
  readonly source: Named | null;
  readonly owner: Named;
  /** What it was labelled with when it was created (A15), and whoever carries these as limits finds it by (A14). */
  readonly channel: Named | null;
  readonly branch: Named | null;
  readonly department: Named | null;
  readonly groups: readonly Named[];
  /** Users besides the owner who look after the contact (A18). */
  readonly managers: readonly Named[];
  readonly tags: readonly Named[];
  readonly numbers: readonly ContactNumberView[];
  readonly emails: readonly { readonly id: string; readonly address: string }[];
  readonly isSpam: boolean;
  readonly lastActivityAt: string | null;
  /** Grows with every change. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The same as somebody sees it. */
export interface SeenContact extends ContactView {
  /** This user's to change, as far as the rules of access go: a reader of accounts may only look (A20). */
  readonly mayChange: boolean;
}

export interface ContactNumberView {
  readonly id: string;
  readonly e164: E164;
  readonly extension: string | null;
  readonly received: string;
  readonly kind: NumberKind;
}

/** A line of the contact list. */
export interface ContactRow {
  readonly id: string;
  readonly name: string;
  readonly position: string | null;
  readonly organization: Named | null;
  readonly stage: StageName | null;
  readonly owner: Named;
  readonly tags: readonly Named[];
  /** The first of the contact's numbers. */
  readonly number: E164 | null;
  readonly isSpam: boolean;
  readonly lastActivityAt: string | null;
}
