import { isInReach, isMeetingInReach, type MeetingReach, meetingReach } from '../access/reach.ts';
import type { Colleague, Viewer } from '../access/viewer.ts';
import type { MeetingFact, MeetingView } from './meeting.ts';

/** Which meetings somebody sees, and which of them are that person's to change. */
export interface MeetingReaches {
  readonly read: MeetingReach;
  readonly change: MeetingReach;
}

export function meetingReaches(viewer: Viewer, people: readonly Colleague[]): MeetingReaches {
  return { read: meetingReach(viewer, people, 'read'), change: meetingReach(viewer, people, 'change') };
}

/** The meeting as somebody with these reaches sees it: of a contact out of reach, the number alone (A41). */
export function cutMeeting(fact: MeetingFact, reaches: MeetingReaches): MeetingView {
  const { contact, labels: _, authorId: __, memberIds: ___, ...meeting } = fact;
  const isContactHidden = contact !== null && !isInReach(reaches.read.contacts, contact);
  const seen = { ...meeting, isContactHidden, mayChange: isMeetingInReach(reaches.change, fact) };
  return isContactHidden ? { ...seen, contactId: null, contactName: null } : seen;
}
