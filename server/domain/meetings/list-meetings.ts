import { findPeople } from '../access/find-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import { readPosition, writePosition } from '../shared/page-position.ts';
import { cutMeeting, meetingReaches } from './cut-meeting.ts';
import type { MeetingView } from './meeting.ts';
import type { MeetingQuery } from './meeting-store.ts';
import { anyMeeting } from './visible-meeting.ts';

export type MeetingFilter = Partial<
  Pick<MeetingQuery, 'fromAt' | 'toAt' | 'statuses' | 'userId' | 'contactId' | 'order'>
>;

export interface ListMeetings {
  readonly viewer: Viewer;
  readonly filter: MeetingFilter;
  /** Opaque, from the page before. */
  readonly cursor: string | null;
  readonly limit: number;
}

export interface MeetingPage {
  readonly items: readonly MeetingView[];
  readonly nextCursor: string | null;
}

/**
 * Meetings in the viewer's reach that share time with [fromAt, toAt), earliest first unless asked otherwise. Throws DomainError 'invalid'
 * for a cursor that is none.
 */
export function listMeetings(deps: Deps) {
  return async ({ viewer, filter, cursor, limit }: ListMeetings): Promise<MeetingPage> => {
    const reaches = meetingReaches(viewer, await findPeople(deps.database.read, viewer));
    const after = cursor === null ? null : readCursor(cursor);
    const found = await deps.database.read.meetings.list({
      ...anyMeeting,
      ...filter,
      reach: reaches.read,
      after,
      limit: limit + 1,
    });
    const items = found.slice(0, limit).map((meeting) => cutMeeting(meeting, reaches));
    const last = items.at(-1);
    return {
      items,
      nextCursor: last && found.length > limit ? writePosition({ at: last.fromAt, id: last.id }) : null,
    };
  };
}

function readCursor(cursor: string): NonNullable<MeetingQuery['after']> {
  const { at, id } = readPosition(cursor);
  return { fromAt: new Date(at), id };
}
