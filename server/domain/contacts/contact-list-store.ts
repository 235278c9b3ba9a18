import type { AccountReach } from '../access/reach.ts';
import type { ContactRow, ContactSort, Named } from './contact.ts';
import type { ContactSearch } from './contact-search.ts';

export interface ContactFilter {
  readonly search: ContactSearch | null;
  readonly stageId: string | null;
  readonly tagId: string | null;
  readonly ownerId: string | null;
  readonly organizationId: string | null;
  readonly channelId: string | null;
}

export interface ContactPageQuery {
  readonly reach: AccountReach;
  readonly filter: ContactFilter;
  readonly sort: ContactSort;
  /** The sort value and id of the last row of the page before. */
  readonly after: ContactPosition | null;
  readonly limit: number;
}

export interface ContactPosition {
  readonly value: string;
  readonly id: string;
}

/** Exact up to a limit; past it `count` is the limit and means 'more than'. */
export interface BoundedCount {
  readonly count: number;
  readonly isExact: boolean;
}

export interface ContactListPage {
  readonly items: readonly ContactRow[];
  readonly next: ContactPosition | null;
  readonly total: BoundedCount;
}

export interface ContactListStore {
  page(query: ContactPageQuery): Promise<ContactListPage>;
  /** Of these contacts, the ones in reach. */
  idsInReach(contactIds: readonly string[], reach: AccountReach): Promise<readonly string[]>;
  /** Companies in reach whose name has these words, by name. */
  organizations(words: readonly string[], reach: AccountReach, limit: number): Promise<readonly Named[]>;
}
