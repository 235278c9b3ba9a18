import type { LocationQuery } from 'vue-router';
import type { ContactFilter, ContactSort } from '../../api/contacts.ts';

const sorts: readonly ContactSort[] = ['name', '-name', 'lastActivityAt', '-lastActivityAt'];

/** The list's state is its address, so that it can be sent to a colleague. */
export function filterOf(query: LocationQuery): ContactFilter {
  const one = (name: string) => (typeof query[name] === 'string' && query[name] !== '' ? query[name] : null);
  return {
    search: one('search') ?? '',
    stageId: one('stage'),
    tagId: one('tag'),
    ownerId: one('owner'),
    channelId: one('channel'),
    mine: query['mine'] === '1',
    sort: sorts.find((sort) => sort === query['sort']) ?? 'name',
  };
}

export function queryOf(filter: ContactFilter): Record<string, string> {
  const query: Record<string, string | null> = {
    search: filter.search || null,
    stage: filter.stageId,
    tag: filter.tagId,
    owner: filter.ownerId,
    channel: filter.channelId,
    mine: filter.mine ? '1' : null,
    sort: filter.sort === 'name' ? null : filter.sort,
  };
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

export function isNarrowed(filter: ContactFilter): boolean {
  return (
    filter.search !== '' ||
    filter.mine ||
    [filter.stageId, filter.tagId, filter.ownerId, filter.channelId].some((id) => id !== null)
  );
}
