import type { Reachable } from '../access/reach.ts';
import type { ContactView } from './contact.ts';
import type { ContactFields } from './contact-fields.ts';

export interface NewContact {
  readonly id: string;
  readonly ownerId: string;
  readonly fields: ContactFields;
  readonly at: Date;
}

export interface FoundContact {
  readonly contact: ContactView;
  readonly reachable: Reachable;
}

export interface ContactStore {
  /** Whoever may see it: hold `reachable` against a reach before it is shown. */
  find(contactId: string): Promise<FoundContact | null>;
  /** With the labels its owner has now (A15). False, and nothing written, when the id is taken. */
  insert(contact: NewContact): Promise<boolean>;
  /** Writes if nobody has changed it since `version`; false, and nothing written, if somebody has. */
  change(contactId: string, version: number, fields: ContactFields, at: Date): Promise<boolean>;
  /** What of an organization its reach depends on. */
  organization(organizationId: string): Promise<Reachable | null>;
  /** Names of the fields that point to something that does not exist. */
  danglingFields(fields: ContactFields): Promise<readonly string[]>;
  /** ISO 3166 country by which national numbers are read: the first trunk's. */
  country(): Promise<string>;
}
