import type { Meeting } from './meeting.ts';
import type { MeetingProject } from './meeting-project.ts';
import type { ClosedAttempt } from './meeting-store.ts';
import { lookAt } from './next-look.ts';

/** The meeting, planned from the beginning: not reminded yet, with the moment of its first look. */
export function planMeeting(
  meeting: Meeting,
  project: MeetingProject,
  last: ClosedAttempt | null,
  at: Date,
): Meeting {
  const planned: Meeting = {
    ...meeting,
    status: 'planned',
    statusReason: null,
    remindedAt: null,
    popWindowId: null,
  };
  const look = lookAt(planned, project, last, at);
  const isDue = look.isOver || look.reminds || look.keepsAgent || look.dials;
  return { ...planned, nextActionAt: isDue ? at : look.nextAt };
}
