import { findPeople } from '../access/find-reach.ts';
import { contactReach, isInReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { ContactView } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';

/** The contact if the viewer may see it; else DomainError 'not_found', whether it exists or not (A40). */
export async function visibleContact(
  deps: ContactDeps,
  viewer: Viewer,
  contactId: string,
): Promise<ContactView> {
  return (await findVisible(deps, viewer, contactId)).contact;
}

/** The contact if the viewer may change it; 'forbidden' when it may only be seen, 'not_found' otherwise. */
export async function changeableContact(
  deps: ContactDeps,
  viewer: Viewer,
  contactId: string,
): Promise<ContactView> {
  const { contact, reachable, people } = await findVisible(deps, viewer, contactId);
  if (!isInReach(contactReach(viewer, people, 'change'), reachable)) {
    throw new DomainError('forbidden', 'the contact may be seen, not changed');
  }
  return contact;
}

async function findVisible({ contacts, database }: ContactDeps, viewer: Viewer, contactId: string) {
  const people = await findPeople(database.read, viewer);
  const found = await contacts.find(contactId);
  if (!found || !isInReach(contactReach(viewer, people, 'read'), found.reachable)) {
    throw new DomainError('not_found', 'no such contact');
  }
  return { ...found, people };
}
