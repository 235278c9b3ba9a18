import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Meeting } from './meeting.ts';

/**
 * Locks a meeting that is not being dialled and not over, so that a change and a dial exclude each other (M15).
 * Throws DomainError 'not_found' and 'too_late'.
 */
export async function lockOpenToChange(stores: Stores, meetingId: string): Promise<Meeting> {
  const meeting = await stores.meetings.lock(meetingId);
  if (!meeting) throw new DomainError('not_found', 'no such meeting');
  if (meeting.status !== 'planned' && meeting.status !== 'reminding') {
    throw new DomainError('too_late', 'the meeting is being dialled or over', { status: meeting.status });
  }
  return meeting;
}
