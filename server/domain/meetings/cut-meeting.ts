import { findContactReach } from '../access/find-reach.ts';
import { type AccountReach, isInReach, nothing } from '../access/reach.ts';
import type { Stores } from '../shared/database.ts';
import type { MeetingFact, MeetingView } from './meeting.ts';

/** The meeting as somebody sees it who reaches these contacts: of a contact out of reach, the number alone (A41). */
export function cutMeeting({ contact, ...meeting }: MeetingFact, contacts: AccountReach): MeetingView {
  const isContactHidden = contact !== null && !isInReach(contacts, contact);
  if (!isContactHidden) return { ...meeting, isContactHidden };
  return { ...meeting, contactId: null, contactName: null, isContactHidden };
}

/** The meeting as this user's windows show it. */
export async function meetingFor(
  stores: Pick<Stores, 'access'>,
  meeting: MeetingFact,
  userId: string,
): Promise<MeetingView> {
  if (meeting.contact === null) return cutMeeting(meeting, nothing);
  const viewer = await stores.access.viewer(userId);
  return cutMeeting(meeting, viewer ? await findContactReach(stores, viewer, 'read') : nothing);
}
