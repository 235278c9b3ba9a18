import type { InfiniteData } from '@tanstack/vue-query';
import type { TimelineItem } from '../../../server/realtime/events.ts';

export interface TimelinePage {
  readonly items: readonly TimelineItem[];
  readonly nextCursor: string | null;
}

/** The loaded pages with a new or changed entry in its place, newest first. */
export function timelineAfter(
  data: InfiniteData<TimelinePage>,
  item: TimelineItem,
  kind: TimelineItem['kind'] | null,
): InfiniteData<TimelinePage> {
  if (kind !== null && item.kind !== kind) return data;
  const isKnown = data.pages.some((page) => page.items.some((one) => one.id === item.id));
  if (isKnown) {
    const swap = (one: TimelineItem) => (one.id === item.id && !isOlder(item, one) ? item : one);
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(swap) })) };
  }
  const [first, ...rest] = data.pages;
  if (first === undefined) return data;
  const items = [...first.items, item].toSorted((a, b) => b.occurredAt.localeCompare(a.occurredAt));
  return { ...data, pages: [{ ...first, items }, ...rest] };
}

function isOlder(item: TimelineItem, known: TimelineItem): boolean {
  return item.kind === 'call' && known.kind === 'call' && item.version < known.version;
}
