import { findContactReach } from '../access/find-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ContactDeps } from './contact-deps.ts';
import { listContacts } from './list-contacts.ts';

export interface SearchHit {
  readonly id: string;
  readonly name: string;
  readonly organizationName: string | null;
  readonly number: string | null;
  /** This user's to change, so also to say of that it is who calls. */
  readonly mayChange: boolean;
}

const HITS = 20;

/** The one search box (C31): contacts by name or number fragment, within the viewer's reach. */
export function searchContacts(deps: ContactDeps) {
  return async (input: { readonly viewer: Viewer; readonly q: string }): Promise<readonly SearchHit[]> => {
    const query = { viewer: input.viewer, search: input.q, mine: false, sort: 'name', after: null } as const;
    const { items } = await listContacts(deps)({ ...query, limit: HITS });
    const reach = await findContactReach(deps.database.read, input.viewer, 'change');
    const hits = items.map(({ id }) => id);
    const changeable = new Set(await deps.contactLists.idsInReach(hits, reach));
    return items.map(({ id, name, organization, number }) => ({
      id,
      name,
      organizationName: organization?.name ?? null,
      number,
      mayChange: changeable.has(id),
    }));
  };
}
