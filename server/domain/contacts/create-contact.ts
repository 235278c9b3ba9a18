import { findPeople } from '../access/find-reach.ts';
import { pickersOf } from '../access/pickers.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import { checkReferences } from './check-references.ts';
import type { SeenContact } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';
import { type ContactInput, readContact } from './contact-fields.ts';
import { seenBy, visibleContact } from './visible-contact.ts';

export interface CreateContact {
  readonly viewer: Viewer;
  /** Made from the client's idempotency key, so that a repeated request finds what the first one made; or null. */
  readonly contactId: string | null;
  readonly input: ContactInput;
}

/** Without an owner it is the author's. Throws invalid. */
export function createContact(deps: ContactDeps) {
  return async ({ viewer, contactId, input }: CreateContact): Promise<SeenContact> => {
    const people = await findPeople(deps.database.read, viewer);
    const country = await deps.contacts.country();
    const fields = readContact(input, { country, pickers: pickersOf(viewer, people), before: null });
    await checkReferences(deps, fields, { viewer, people, before: null });
    const id = contactId ?? deps.newId();
    const at = deps.clock.now();
    const isNew = await deps.contacts.insert({ id, ownerId: fields.ownerId ?? viewer.userId, fields, at });
    if (!isNew) return visibleContact(deps, viewer, id);
    // read without the reach: who made it for a colleague with other labels still sees what was made
    const made = await deps.contacts.find(id);
    if (!made) throw new DomainError('not_found', 'deleted at once');
    return seenBy(viewer, people, made);
  };
}
