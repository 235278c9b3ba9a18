import { findPeople } from '../access/find-reach.ts';
import { contactReach, isInReach } from '../access/reach.ts';
import type { Colleague, Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { SeenContact } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { FoundContact } from './contact-store.ts';

/** The contact if the viewer may see it; else DomainError 'not_found', whether it exists or not (A40). */
export async function visibleContact(
  { contacts, database }: ContactDeps,
  viewer: Viewer,
  contactId: string,
): Promise<SeenContact> {
  const people = await findPeople(database.read, viewer);
  const found = await contacts.find(contactId);
  if (!found || !isInReach(contactReach(viewer, people, 'read'), found.reachable)) {
    throw new DomainError('not_found', 'no such contact');
  }
  return seenBy(viewer, people, found);
}

/** The contact if the viewer may change it; 'forbidden' when it may only be seen, 'not_found' otherwise. */
export async function changeableContact(
  deps: ContactDeps,
  viewer: Viewer,
  contactId: string,
): Promise<SeenContact> {
  const contact = await visibleContact(deps, viewer, contactId);
  if (!contact.mayChange) throw new DomainError('forbidden', 'the contact may be seen, not changed');
  return contact;
}

/** For this viewer, whether or not it is in reach: whoever has just given it away still sees what was saved. */
export function seenBy(
  viewer: Viewer,
  people: readonly Colleague[],
  { contact, reachable }: FoundContact,
): SeenContact {
  return { ...contact, mayChange: isInReach(contactReach(viewer, people, 'change'), reachable) };
}
