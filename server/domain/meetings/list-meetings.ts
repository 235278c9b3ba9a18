import { findContactReach } from '../access/find-contact-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import type { MeetingView } from './meeting.ts';
import type { MeetingQuery } from './meeting-store.ts';
import { anyMeeting } from './visible-meeting.ts';

export type ListMeetings = { readonly viewer: Viewer; readonly limit: number } & Partial<
  Omit<MeetingQuery, 'reach' | 'limit'>
>;

export interface MeetingPage {
  readonly items: readonly MeetingView[];
  /** Where the next page begins; null on the last one. */
  readonly next: MeetingQuery['after'];
}

/** Meetings in the viewer's reach that share time with [fromAt, toAt), earliest first. */
export function listMeetings(deps: Deps) {
  return async ({ viewer, limit, ...filters }: ListMeetings): Promise<MeetingPage> => {
    const reach = await findContactReach(deps)(viewer);
    const query = { ...anyMeeting, ...filters, reach, limit: limit + 1 };
    const found = await deps.database.read.meetings.list(query);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next: last ? { fromAt: new Date(last.fromAt), id: last.id } : null };
  };
}
