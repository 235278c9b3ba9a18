import { findContactReach } from '../access/find-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ContactDeps } from './contact-deps.ts';

/** Of these contacts, the ones the user may still see; whoever watches the others is told no more of them (A40). */
export function stillInReach(deps: ContactDeps) {
  return async (input: {
    readonly viewer: Viewer;
    readonly contactIds: readonly string[];
  }): Promise<readonly string[]> => {
    const reach = await findContactReach(deps.database.read, input.viewer, 'read');
    return deps.contactLists.idsInReach(input.contactIds, reach);
  };
}
