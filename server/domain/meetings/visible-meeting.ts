import { findPeople } from '../access/find-reach.ts';
import { isMeetingInReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { cutMeeting, meetingReaches } from './cut-meeting.ts';
import type { MeetingFact, MeetingView } from './meeting.ts';
import type { MeetingQuery } from './meeting-store.ts';

export const anyMeeting: Omit<MeetingQuery, 'reach' | 'limit'> = {
  id: null,
  fromAt: null,
  toAt: null,
  statuses: [],
  userId: null,
  contactId: null,
  order: 'earliest_first',
  after: null,
};

type Reader = Pick<Deps, 'database'>;

/** The meeting if the viewer may see it; else DomainError 'not_found', whether it exists or not (A40). */
export async function visibleMeeting(
  { database }: Reader,
  viewer: Viewer,
  meetingId: string,
): Promise<MeetingView> {
  const reaches = meetingReaches(viewer, await findPeople(database.read, viewer));
  const query = { ...anyMeeting, reach: reaches.read, id: meetingId, limit: 1 };
  const [found] = await database.read.meetings.list(query);
  if (!found) throw new DomainError('not_found', 'no such meeting');
  return cutMeeting(found, reaches);
}

/** The meeting if the viewer may change it; 'forbidden' when it may only be seen, 'not_found' otherwise. */
export async function changeableMeeting(
  deps: Reader,
  viewer: Viewer,
  meetingId: string,
): Promise<MeetingView> {
  const meeting = await visibleMeeting(deps, viewer, meetingId);
  if (!meeting.mayChange) throw new DomainError('forbidden', 'the meeting may be seen, not changed');
  return meeting;
}

/** The meeting as this user's windows show it; null when the user may not see it. */
export async function meetingFor(
  stores: Pick<Stores, 'access'>,
  meeting: MeetingFact,
  userId: string,
): Promise<MeetingView | null> {
  const viewer = await stores.access.viewer(userId);
  if (!viewer) return null;
  const reaches = meetingReaches(viewer, await findPeople(stores, viewer));
  return isMeetingInReach(reaches.read, meeting) ? cutMeeting(meeting, reaches) : null;
}
