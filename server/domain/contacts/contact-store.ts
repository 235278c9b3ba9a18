import type { Reach } from '../access/contact-reach.ts';
import type { ContactView } from './contact.ts';
import type { ContactFields } from './contact-fields.ts';

export interface NewContact {
  readonly id: string;
  readonly ownerId: string;
  readonly fields: ContactFields;
  readonly at: Date;
}

export interface ContactStore {
  /** Null when there is none within the reach. */
  find(contactId: string, reach: Reach): Promise<ContactView | null>;
  idsInReach(contactIds: readonly string[], reach: Reach): Promise<readonly string[]>;
  /** False, and nothing written, when the id is taken. */
  insert(contact: NewContact): Promise<boolean>;
  /** Writes if nobody has changed it since `version`; false, and nothing written, if somebody has. */
  change(contactId: string, version: number, fields: ContactFields, at: Date): Promise<boolean>;
  /** Names of the fields that point to something that does not exist. */
  danglingFields(fields: ContactFields): Promise<readonly string[]>;
  /** ISO 3166 country by which national numbers are read: the first trunk's. */
  country(): Promise<string>;
}
