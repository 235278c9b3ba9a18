import type { AccountReach } from '../access/reach.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { cutMeeting } from './cut-meeting.ts';
import type { MeetingView } from './meeting.ts';

/** The meeting for whoever has just saved it, also where that took it out of reach. `contacts`: those the saver may see. */
export async function savedMeeting(
  { database }: Pick<Deps, 'database'>,
  meetingId: string,
  contacts: AccountReach,
): Promise<MeetingView> {
  const saved = await database.read.meetings.view(meetingId);
  if (!saved) throw new DomainError('not_found', 'no such meeting');
  return cutMeeting(saved, contacts);
}
