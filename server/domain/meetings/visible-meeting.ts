import { findMeetingReach } from '../access/find-reach.ts';
import { isMeetingInReach } from '../access/reach.ts';
import type { Action } from '../access/section.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { cutMeeting } from './cut-meeting.ts';
import type { MeetingFact, MeetingView } from './meeting.ts';
import type { MeetingQuery } from './meeting-store.ts';

export const anyMeeting: Omit<MeetingQuery, 'reach' | 'limit'> = {
  id: null,
  fromAt: null,
  toAt: null,
  statuses: [],
  userId: null,
  contactId: null,
  after: null,
};

type Reader = Pick<Deps, 'database'>;

/** The meeting if the viewer may see it; else DomainError 'not_found', whether it exists or not (A40). */
export async function visibleMeeting(
  { database }: Reader,
  viewer: Viewer,
  meetingId: string,
): Promise<MeetingView> {
  const found = await findWithin(database.read, viewer, meetingId, 'read');
  if (!found) throw new DomainError('not_found', 'no such meeting');
  return found;
}

/** The meeting if the viewer may change it; 'forbidden' when it may only be seen, 'not_found' otherwise. */
export async function changeableMeeting(
  deps: Reader,
  viewer: Viewer,
  meetingId: string,
): Promise<MeetingView> {
  const meeting = await visibleMeeting(deps, viewer, meetingId);
  if (!(await findWithin(deps.database.read, viewer, meetingId, 'change'))) {
    throw new DomainError('forbidden', 'the meeting may be seen, not changed');
  }
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
  const reach = await findMeetingReach(stores, viewer, 'read');
  return isMeetingInReach(reach, meeting) ? cutMeeting(meeting, reach.contacts) : null;
}

async function findWithin(
  stores: Pick<Stores, 'access' | 'meetings'>,
  viewer: Viewer,
  id: string,
  action: Action,
): Promise<MeetingView | null> {
  const reach = await findMeetingReach(stores, viewer, action);
  const [found] = await stores.meetings.list({ ...anyMeeting, reach, id, limit: 1 });
  return found ? cutMeeting(found, reach.contacts) : null;
}
