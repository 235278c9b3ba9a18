import { type AccountReach, isInReach } from '../access/reach.ts';
import type { MeetingFact, MeetingView } from './meeting.ts';

/** The meeting as somebody sees it who reaches these contacts: of a contact out of reach, the number alone (A41). */
export function cutMeeting(fact: MeetingFact, contacts: AccountReach): MeetingView {
  const { contact, labels: _, authorId: __, memberIds: ___, ...meeting } = fact;
  const isContactHidden = contact !== null && !isInReach(contacts, contact);
  if (!isContactHidden) return { ...meeting, isContactHidden };
  return { ...meeting, contactId: null, contactName: null, isContactHidden };
}
