import type { Reachable } from '../access/reach.ts';
import type { AccountKind, Labels } from '../access/viewer.ts';
import type { CallerCardFacts } from '../calls/caller-card-facts.ts';
import type { E164 } from './phone-number.ts';

/** One place where the number stands, as read; `rankHits` makes CallerHits of them. */
export interface RawHit {
  readonly kind: 'contact' | 'organization' | 'range' | 'mention';
  readonly contactId: string | null;
  readonly organizationId: string | null;
  readonly name: string;
  readonly organizationName: string | null;
  readonly ownerId: string | null;
  readonly managerIds: readonly string[];
  /** Of the contact's organization, or the organization's own. */
  readonly accountKind: AccountKind | null;
  readonly labels: Labels;
  readonly numberKind: string | null;
  /** The extension stored with the number, null without. */
  readonly extension: string | null;
  readonly lastInteractionAt: string | null;
}

export interface CallerStore {
  /** Everything that is known by this number, in one statement, minus what was rejected as 'not this person'. */
  find(e164: E164): Promise<readonly RawHit[]>;
  /** What a contact's card shows; null when there is no such contact. */
  cardFacts(contactId: string, at: Date): Promise<CallerCardFacts | null>;
  /** A company's people, by name, at most 20. */
  people(organizationId: string): Promise<readonly OrganizationPerson[]>;
  /** What of a company its reach depends on. */
  organization(organizationId: string): Promise<Reachable | null>;
  /** 'Not this person', remembered. */
  reject(e164: E164, contactId: string, userId: string, at: Date): Promise<void>;
  /** The number becomes the contact's, unless it already is; a rejection of the two is taken back. */
  addNumber(number: NewContactNumber): Promise<void>;
  addContact(contact: NewContact): Promise<void>;
}

export interface OrganizationPerson extends Reachable {
  readonly contactId: string;
  readonly name: string;
  readonly position: string | null;
}

export interface NewContactNumber {
  readonly id: string;
  readonly contactId: string;
  readonly e164: E164;
  readonly extension: string | null;
  readonly received: string;
  readonly kind: 'mobile' | 'landline' | 'other';
}

export interface NewContact {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly position: string | null;
  readonly organizationId: string | null;
  readonly stageId: string | null;
  readonly sourceId: string | null;
  readonly ownerId: string;
  readonly at: Date;
}
