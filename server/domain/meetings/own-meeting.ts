import type { Viewer } from '../access/viewer.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Meeting } from './meeting.ts';
import { lockOpenToChange } from './open-to-change.ts';

/**
 * Locks a meeting the viewer is to make: the viewer's own, or any member's of the project. Throws DomainError
 * 'not_found', 'too_late', and 'forbidden' when it is somebody else's.
 */
export async function lockOwnMeeting(stores: Stores, viewer: Viewer, meetingId: string): Promise<Meeting> {
  const meeting = await lockOpenToChange(stores, meetingId);
  const { userId, projectId } = meeting;
  if (userId === viewer.userId) return meeting;
  if (userId !== null || !(await stores.meetings.isMember(projectId, viewer.userId))) {
    throw new DomainError('forbidden', "the meeting is another user's");
  }
  return meeting;
}
