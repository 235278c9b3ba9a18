import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import { announceMeeting } from './announce-meeting.ts';
import { hintAt } from './hint-at.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { after } from './meeting-timings.ts';
import { lockOwnMeeting } from './own-meeting.ts';
import { visibleMeeting } from './visible-meeting.ts';

export interface SnoozeMeeting {
  readonly viewer: Viewer;
  readonly meetingId: string;
  readonly seconds: number;
}

/**
 * Reminds again later, still inside the window (M11). Throws DomainError 'not_found', 'forbidden', 'too_late',
 * 'conflict' when there is no reminder to put off, and 'invalid' when later is after the window.
 */
export function snoozeMeeting(deps: MeetingDeps) {
  return async ({ viewer, meetingId, seconds }: SnoozeMeeting): Promise<void> => {
    await visibleMeeting(deps, viewer, meetingId);
    const at = deps.clock.now();
    const snoozed = await deps.database.transaction(async (stores) => {
      const meeting = await lockOwnMeeting(stores, viewer, meetingId);
      if (meeting.mode !== 'manual' || meeting.status !== 'reminding') {
        throw new DomainError('conflict', 'there is no reminder to put off');
      }
      const until = after(at, seconds);
      if (until >= meeting.toAt)
        throw new DomainError('invalid', 'later is too late', { seconds: 'after_the_window' });
      const next: Meeting = {
        ...meeting,
        status: 'planned',
        remindedAt: null,
        popWindowId: null,
        nextActionAt: until,
        revision: meeting.revision + 1,
      };
      await stores.meetings.update(next);
      return next;
    });
    hintAt(deps.hints, snoozed);
    await announceMeeting(deps, snoozed, at, [viewer.userId]);
  };
}
