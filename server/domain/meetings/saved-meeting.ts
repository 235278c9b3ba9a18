import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { cutMeeting, type MeetingReaches } from './cut-meeting.ts';
import type { MeetingView } from './meeting.ts';

/** The meeting for whoever has just saved it, also where that took it out of reach. `reaches`: the saver's. */
export async function savedMeeting(
  { database }: Pick<Deps, 'database'>,
  meetingId: string,
  reaches: MeetingReaches,
): Promise<MeetingView> {
  const saved = await database.read.meetings.view(meetingId);
  if (!saved) throw new DomainError('not_found', 'no such meeting');
  return cutMeeting(saved, reaches);
}
