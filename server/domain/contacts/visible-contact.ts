import { findContactReach } from '../access/find-contact-reach.ts';
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
  const contact = await deps.contacts.find(contactId, await findContactReach(deps)(viewer));
  if (!contact) throw new DomainError('not_found', 'no such contact');
  return contact;
}
