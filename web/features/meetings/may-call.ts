import type { MeetingView } from '../../../server/realtime/events.ts';
import type { Project } from '../../api/dictionaries.ts';
import { isOpen } from './meeting-statuses.ts';

type Promised = Pick<MeetingView, 'status' | 'fromAt' | 'toAt' | 'userId' | 'projectId'>;

/** Whether this user is to call, or any member of the project is and this user is one. */
export function isToCall(meeting: Promised, userId: string, projects: readonly Project[]): boolean {
  if (meeting.userId !== null) return meeting.userId === userId;
  return projects.find(({ id }) => id === meeting.projectId)?.memberIds.includes(userId) === true;
}

/** A promised call can be made in its own time, not before and not after. */
export function isTimeToCall({ status, fromAt, toAt }: Promised, now: number): boolean {
  return isOpen(status) && Date.parse(fromAt) <= now && now < Date.parse(toAt);
}
