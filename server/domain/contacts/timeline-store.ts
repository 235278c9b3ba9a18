import type { Labels } from '../access/viewer.ts';
import type { TimelineItem } from './timeline.ts';

export interface NewTimelineEntry {
  readonly id: string;
  readonly contactId: string;
  readonly occurredAt: Date;
  readonly actorId: string | null;
  /** What it points to: the facts stand there. */
  readonly of: { readonly callId: string } | { readonly meetingId: string } | { readonly noteId: string };
}

export interface TimelineStore {
  /** Writing the same call or meeting twice changes nothing. */
  put(entry: NewTimelineEntry): Promise<void>;
  /** What the call or meeting was labelled with. */
  labelsOf(record: { readonly callId: string } | { readonly meetingId: string }): Promise<Labels | null>;
  /** The entry as the contact's page shows it; null when there is none. */
  item(contactId: string, of: NewTimelineEntry['of']): Promise<TimelineItem | null>;
}
