import type { Viewer } from '../access/viewer.ts';
import { over } from './after-attempt.ts';
import { announceMeeting } from './announce-meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { lockOpenToChange } from './open-to-change.ts';
import { changeableMeeting } from './visible-meeting.ts';

export interface CancelMeeting {
  readonly viewer: Viewer;
  readonly meetingId: string;
  /** In the person's words; null without. */
  readonly reason: string | null;
}

/** Takes the promise back, up to the moment of dialling. Throws DomainError 'not_found', 'forbidden' and 'too_late'. */
export function cancelMeeting(deps: MeetingDeps) {
  return async ({ viewer, meetingId, reason }: CancelMeeting): Promise<void> => {
    await changeableMeeting(deps, viewer, meetingId);
    const cancelled = await deps.database.transaction(async (stores) => {
      const meeting = await lockOpenToChange(stores, meetingId);
      const next = { ...over(meeting, 'cancelled', reason), revision: meeting.revision + 1 };
      await stores.meetings.update(next);
      await stores.meetings.releaseAgent(meetingId);
      return next;
    });
    await announceMeeting(deps, cancelled, deps.clock.now());
  };
}
