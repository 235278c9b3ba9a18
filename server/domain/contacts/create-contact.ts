import { findContactReach } from '../access/find-contact-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import { checkReferences } from './check-references.ts';
import type { ContactView } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';
import { type ContactInput, readContact } from './contact-fields.ts';

export interface CreateContact {
  readonly viewer: Viewer;
  /** Made from the client's idempotency key, so that a repeated request finds what the first one made; or null. */
  readonly contactId: string | null;
  readonly input: ContactInput;
}

/** Without an owner it is the author's. Throws invalid. */
export function createContact(deps: ContactDeps) {
  return async ({ viewer, contactId, input }: CreateContact): Promise<ContactView> => {
    const reach = await findContactReach(deps)(viewer);
    const country = await deps.contacts.country();
    const fields = readContact(input, { country, reach, before: null });
    await checkReferences(deps, fields);
    const id = contactId ?? deps.newId();
    const at = deps.clock.now();
    await deps.contacts.insert({ id, ownerId: fields.ownerId ?? viewer.userId, fields, at });
    const contact = await deps.contacts.find(id, reach);
    if (!contact) throw new DomainError('not_found', 'made before, and out of reach since');
    return contact;
  };
}
