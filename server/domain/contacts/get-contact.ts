import type { Viewer } from '../access/viewer.ts';
import type { SeenContact } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';
import { visibleContact } from './visible-contact.ts';

/** One contact. Throws not_found. */
export function getContact(deps: ContactDeps) {
  return (input: { readonly viewer: Viewer; readonly contactId: string }): Promise<SeenContact> =>
    visibleContact(deps, input.viewer, input.contactId);
}
