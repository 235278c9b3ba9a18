import type { TimelineItem } from '#domain/contacts/timeline.ts';
import type { TimelineEyes, TimelinePages } from '#domain/contacts/timeline-pages.ts';
import type { Queryable } from './pg-statement.ts';
import { limitsSql } from './reach-sql.ts';
import { timelineItemJson } from './timeline-item-sql.ts';

/** Entries of notes are their contact's; calls and meetings carry labels of their own. */
function textOf(sees: TimelineEyes, values: unknown[]): string {
  const isWithin = (row: string, table: string, id: string) => {
    const limits = limitsSql(sees.limits, row, values);
    return limits.length === 0
      ? []
      : [
          `(${id} IS NULL OR EXISTS (
      SELECT FROM ${table} ${row} WHERE ${row}.id = ${id} AND ${limits.join(' AND ')}))`,
        ];
  };
  const kinds = `e.kind = ANY($${values.push(sees.kinds)}::timeline_kind[])`;
  const conditions = [
    kinds,
    ...isWithin('c', 'calls', 'e.call_id'),
    ...isWithin('m', 'meetings', 'e.meeting_id'),
  ];
  return `SELECT ${timelineItemJson('t')} AS item FROM (
      SELECT * FROM timeline_entries e
      WHERE e.contact_id = $1 AND ($2::timeline_kind IS NULL OR e.kind = $2)
        AND ($3::timestamptz IS NULL OR (e.occurred_at, e.id) < ($3, $4::uuid)) AND ${conditions.join(' AND ')}
      ORDER BY e.occurred_at DESC, e.id DESC LIMIT $5
    ) t ORDER BY t.occurred_at DESC, t.id DESC`;
}

export function pgTimelinePages(client: Queryable): TimelinePages {
  return {
    async page({ contactId, sees, kind, after, limit }) {
      const values: unknown[] = [contactId, kind, after?.occurredAt ?? null, after?.id ?? null, limit + 1];
      const { rows: found } = await client.query<{ item: TimelineItem }>(textOf(sees, values), values);
      const items = found.slice(0, limit).map(({ item }) => item);
      const last = found.length > limit ? items.at(-1) : undefined;
      return { items, next: last ? { occurredAt: last.occurredAt, id: last.id } : null };
    },
  };
}
