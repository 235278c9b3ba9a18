import { findPeople } from '../access/find-reach.ts';
import { pickersOf } from '../access/pickers.ts';
import type { Viewer } from '../access/viewer.ts';
import { checkReferences } from './check-references.ts';
import type { SeenContact } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';
import { type ContactFields, type ContactInput, readContact } from './contact-fields.ts';
import { differingFields } from './differing-fields.ts';
import { changeableContact, seenBy, visibleContact } from './visible-contact.ts';

export interface ChangeContact {
  readonly viewer: Viewer;
  readonly contactId: string;
  /** The version the change was made on. */
  readonly version: number;
  readonly changes: ContactInput;
}

export type ChangedContact =
  | { readonly kind: 'changed'; readonly contact: SeenContact }
  /** Somebody else saved first: their state, and which of the changes differ from it (C6). Nothing was written. */
  | { readonly kind: 'conflict'; readonly current: SeenContact; readonly differing: readonly string[] };

/** Throws not_found, forbidden, invalid. */
export function changeContact(deps: ContactDeps) {
  return async ({ viewer, contactId, version, changes }: ChangeContact): Promise<ChangedContact> => {
    const before = await changeableContact(deps, viewer, contactId);
    const people = await findPeople(deps.database.read, viewer);
    const pickers = pickersOf(viewer, people);
    const fields = readContact(changes, { country: await deps.contacts.country(), pickers, before });
    await checkReferences(deps, fields, { viewer, people, before });
    if (before.version !== version) return conflict(before, fields);

    const hasSaved = await deps.contacts.change(contactId, version, fields, deps.clock.now());
    if (!hasSaved) return conflict(await visibleContact(deps, viewer, contactId), fields);
    deps.publisher.toContactWatchers(contactId, 'contact:changed', { contactId, version: version + 1 });
    // read without the reach: who just gave the contact away still sees what was saved
    const saved = await deps.contacts.find(contactId);
    return { kind: 'changed', contact: saved ? seenBy(viewer, people, saved) : before };
  };
}

function conflict(current: SeenContact, fields: ContactFields): ChangedContact {
  return { kind: 'conflict', current, differing: differingFields(current, fields) };
}
