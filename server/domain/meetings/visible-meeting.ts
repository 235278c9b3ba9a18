import { findContactReach } from '../access/find-contact-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { MeetingView } from './meeting.ts';
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

/** The meeting if the viewer may see it; else DomainError 'not_found', whether it exists or not (A40). */
export async function visibleMeeting(deps: Deps, viewer: Viewer, meetingId: string): Promise<MeetingView> {
  const reach = await findContactReach(deps)(viewer);
  const [found] = await deps.database.read.meetings.list({ ...anyMeeting, reach, id: meetingId, limit: 1 });
  if (!found) throw new DomainError('not_found', 'no such meeting');
  return found;
}
