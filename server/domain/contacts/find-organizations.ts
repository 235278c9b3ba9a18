import { findPeople } from '../access/find-reach.ts';
import { organizationReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Named } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';

const HITS = 20;

/** Companies in reach to choose from, by a piece of their name. */
export function findOrganizations({ contactLists, database }: ContactDeps) {
  return async (input: { readonly viewer: Viewer; readonly search: string }): Promise<readonly Named[]> => {
    const words = input.search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const people = await findPeople(database.read, input.viewer);
    return contactLists.organizations(words, organizationReach(input.viewer, people, 'read'), HITS);
  };
}
