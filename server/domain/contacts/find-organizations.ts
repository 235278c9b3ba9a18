import type { Named } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';

const HITS = 20;

/** Companies to choose from, by a piece of their name. */
export function findOrganizations({ contactLists }: ContactDeps) {
  return (input: { readonly search: string }): Promise<readonly Named[]> => {
    const words = input.search
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    return contactLists.organizations(words, HITS);
  };
}
