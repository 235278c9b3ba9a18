import { findContactReach } from '../access/find-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ContactSort } from './contact.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { ContactListPage, ContactPosition } from './contact-list-store.ts';
import { readSearch } from './contact-search.ts';

export interface ListContacts {
  readonly viewer: Viewer;
  readonly search?: string | undefined;
  readonly stageId?: string | undefined;
  readonly tagId?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly organizationId?: string | undefined;
  readonly channelId?: string | undefined;
  /** Only those the viewer owns. */
  readonly mine: boolean;
  readonly sort: ContactSort;
  readonly after: ContactPosition | null;
  readonly limit: number;
}

/** A page of the contacts within the viewer's reach, with an honest count. */
export function listContacts(deps: Pick<ContactDeps, 'contacts' | 'contactLists' | 'database'>) {
  return async (input: ListContacts): Promise<ContactListPage> => {
    const { viewer, mine, sort, after, limit } = input;
    const ownerId = input.ownerId ?? (mine ? viewer.userId : null);
    if (mine && ownerId !== viewer.userId) return none;
    const filter = {
      search: input.search ? readSearch(input.search, await deps.contacts.country()) : null,
      stageId: input.stageId ?? null,
      tagId: input.tagId ?? null,
      ownerId,
      organizationId: input.organizationId ?? null,
      channelId: input.channelId ?? null,
    };
    const reach = await findContactReach(deps.database.read, viewer, 'read');
    return deps.contactLists.page({ reach, filter, sort, after, limit });
  };
}

const none: ContactListPage = { items: [], next: null, total: { count: 0, isExact: true } };
