import { expect, it } from 'vitest';
import type { TimelineItem } from '../../server/domain/contacts/timeline.ts';
import { timelineAfter } from '../../web/features/timeline/timeline-pages.ts';

const note = (id: string, occurredAt: string, text = ''): TimelineItem => ({
  kind: 'note',
  id,
  noteId: id,
  occurredAt,
  actorName: null,
  text,
});
const call = (version: number, status: 'answered' | 'ended'): TimelineItem => ({
  kind: 'call',
  id: 'call',
  callId: 'call',
  version,
  status,
  occurredAt: '2026-01',
  actorName: null,
  direction: 'inbound',
  result: null,
  number: null,
  projectName: null,
  talkSeconds: null,
  outcome: null,
  note: '',
});
const pages = (...items: TimelineItem[]) => ({ pages: [{ items, nextCursor: null }], pageParams: [null] });
const ids = (data: ReturnType<typeof pages>) =>
  data.pages.flatMap((page) => page.items.map((item) => item.id));

it('a new entry stands in its place, newest first', () => {
  const before = pages(note('c', '2026-03'), note('a', '2026-01'));
  expect(ids(timelineAfter(before, note('b', '2026-02'), null) as never)).toEqual(['c', 'b', 'a']);
});

it('an entry that changed stays where it was', () => {
  const before = pages(note('b', '2026-02'), note('a', '2026-01'));
  const after = timelineAfter(before, note('a', '2026-01', 'changed'), null);
  expect(after.pages[0]?.items[1]).toMatchObject({ id: 'a', text: 'changed' });
});

it('an entry of another kind than is shown is left out', () => {
  const before = pages();
  expect(timelineAfter(before, note('a', '2026-01'), 'call')).toBe(before);
});

it('word of a running call that comes after word of its end changes nothing', () => {
  const before = pages(call(5, 'ended'));
  const after = timelineAfter(before, call(4, 'answered'), null);
  expect(after.pages[0]?.items).toMatchObject([{ version: 5, status: 'ended' }]);
});
