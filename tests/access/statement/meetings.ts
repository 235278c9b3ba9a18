import { seesContact } from './accounts.ts';
import { isWithinLimits } from './limits.ts';
import { isOwnersRecordInReach } from './own-reach.ts';
import { mayChange, maySee } from './sections.ts';
import { find, type Meeting, type Viewer } from './world.ts';

export const seesMeeting = (viewer: Viewer, meeting: Meeting): boolean =>
  maySee(viewer.user, 'meetings') &&
  isWithinLimits(viewer, meeting.labels) &&
  (isOnesOwn(viewer, meeting) || seesMeetingsContact(viewer, meeting));

/** Whoever sees it by its contact alone does not change it. */
export const changesMeeting = (viewer: Viewer, meeting: Meeting): boolean =>
  mayChange(viewer.user, 'meetings') && isWithinLimits(viewer, meeting.labels) && isOnesOwn(viewer, meeting);

/** Call it, snooze it, decline it: whoever may change it, and, where anybody is to call (M13), the members who see it. */
export const actsOnMeeting = (viewer: Viewer, meeting: Meeting): boolean => {
  if (changesMeeting(viewer, meeting)) return true;
  const isAnybodys = meeting.user === null && isMember(viewer, meeting);
  return isAnybodys && mayChange(viewer.user, 'meetings') && seesMeeting(viewer, meeting);
};

export const seesMeetingsContact = (viewer: Viewer, meeting: Meeting): boolean =>
  meeting.contact !== null && seesContact(viewer, find(viewer.world.contacts, meeting.contact));

/** By its owner, as its author, or, if it has neither user nor contact, as a member of its project. */
function isOnesOwn(viewer: Viewer, meeting: Meeting): boolean {
  if (isOwnersRecordInReach(viewer, meeting.user ?? meeting.author)) return true;
  if (meeting.author === viewer.user.id) return true;
  if (meeting.user !== null || meeting.contact !== null) return false;
  return isMember(viewer, meeting);
}

const isMember = ({ world, user }: Viewer, { project }: Meeting): boolean =>
  find(world.projects, project).members.includes(user.id);
