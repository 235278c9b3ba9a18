import type { Labels } from '#domain/access/viewer.ts';
import type { TimelineItem } from '#domain/contacts/timeline.ts';
import type { NewTimelineEntry, TimelineStore } from '#domain/contacts/timeline-store.ts';
import { labelsJson } from './access-sql.ts';
import { first, type Queryable, written } from './pg-statement.ts';
import { timelineItemJson } from './timeline-item-sql.ts';

const put = {
  name: 'timeline-put',
  text: `INSERT INTO timeline_entries (id, contact_id, kind, occurred_at, actor_id, call_id, meeting_id, note_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
};
const item = {
  name: 'timeline-item',
  text: `SELECT ${timelineItemJson('t')} AS item FROM timeline_entries t
    WHERE t.contact_id = $1 AND (t.call_id = $2 OR t.meeting_id = $3 OR t.note_id = $4)`,
};

const labelsOfCall = {
  name: 'timeline-labels-of-call',
  text: `SELECT ${labelsJson('c')} AS labels FROM calls c WHERE c.id = $1`,
};
const labelsOfMeeting = {
  name: 'timeline-labels-of-meeting',
  text: `SELECT ${labelsJson('m')} AS labels FROM meetings m WHERE m.id = $1`,
};

export function pgTimelineStore(client: Queryable): TimelineStore {
  return {
    async put({ id, contactId, occurredAt, actorId, of }) {
      const { kind, ...target } = targetOf(of);
      const { callId, meetingId, noteId } = target;
      await written(client, put, [id, contactId, kind, occurredAt, actorId, callId, meetingId, noteId]);
    },
    async labelsOf(record) {
      const [statement, id] =
        'callId' in record ? [labelsOfCall, record.callId] : [labelsOfMeeting, record.meetingId];
      return (await first<{ labels: Labels }>(client, statement, [id]))?.labels ?? null;
    },
    async item(contactId, of) {
      const { callId, meetingId, noteId } = targetOf(of);
      const row = await first<{ item: TimelineItem }>(client, item, [contactId, callId, meetingId, noteId]);
      return row?.item ?? null;
    },
  };
}

function targetOf(of: NewTimelineEntry['of']) {
  const nothing = { callId: null, meetingId: null, noteId: null };
  if ('callId' in of) return { ...nothing, kind: 'call', callId: of.callId };
  if ('meetingId' in of) return { ...nothing, kind: 'meeting', meetingId: of.meetingId };
  return { ...nothing, kind: 'note', noteId: of.noteId };
}
