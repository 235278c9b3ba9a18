import type { TimelineItem } from '#domain/contacts/timeline.ts';
import type { TimelinePages } from '#domain/contacts/timeline-pages.ts';
import { type Queryable, rows } from './pg-statement.ts';
import { timelineItemJson } from './timeline-item-sql.ts';

const page = {
  name: 'timeline-page',
  text: `SELECT ${timelineItemJson('t')} AS item FROM (
      SELECT * FROM timeline_entries
      WHERE contact_id = $1 AND ($2::timeline_kind IS NULL OR kind = $2)
        AND ($3::timestamptz IS NULL OR (occurred_at, id) < ($3, $4::uuid))
      ORDER BY occurred_at DESC, id DESC LIMIT $5
    ) t ORDER BY t.occurred_at DESC, t.id DESC`,
};

export function pgTimelinePages(client: Queryable): TimelinePages {
  return {
    async page({ contactId, kind, after, limit }) {
      const values = [contactId, kind, after?.occurredAt ?? null, after?.id ?? null, limit + 1];
      const found = await rows<{ item: TimelineItem }>(client, page, values);
      const items = found.slice(0, limit).map(({ item }) => item);
      const last = found.length > limit ? items.at(-1) : undefined;
      return { items, next: last ? { occurredAt: last.occurredAt, id: last.id } : null };
    },
  };
}
