import { findContactReach } from '../access/find-reach.ts';
import type { ContactDeps } from './contact-deps.ts';

/** Of these contacts, the ones the user may still see; whoever watches the others is told no more of them (A40). */
export function stillInReach(deps: ContactDeps) {
  return async (input: {
    readonly userId: string;
    readonly contactIds: readonly string[];
  }): Promise<readonly string[]> => {
    const viewer = await deps.database.read.access.viewer(input.userId);
    if (!viewer) return [];
    const reach = await findContactReach(deps.database.read, viewer, 'read');
    return deps.contactLists.idsInReach(input.contactIds, reach);
  };
}
