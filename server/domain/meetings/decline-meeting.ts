import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import { over } from './after-attempt.ts';
import { announceMeeting } from './announce-meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { lockOwnMeeting } from './own-meeting.ts';
import { visibleMeeting } from './visible-meeting.ts';

export interface DeclineMeeting {
  readonly viewer: Viewer;
  readonly meetingId: string;
  readonly reason: string;
}

/**
 * The agent will not make the call, and says why (M11). Throws DomainError 'invalid' without a reason, 'not_found',
 * 'forbidden' and 'too_late'.
 */
export function declineMeeting(deps: MeetingDeps) {
  return async ({ viewer, meetingId, reason }: DeclineMeeting): Promise<void> => {
    if (reason.trim() === '') throw new DomainError('invalid', 'no reason given', { reason: 'required' });
    await visibleMeeting(deps, viewer, meetingId);
    const declined = await deps.database.transaction(async (stores) => {
      const meeting = await lockOwnMeeting(stores, viewer, meetingId);
      const next = { ...over(meeting, 'cancelled', reason.trim()), revision: meeting.revision + 1 };
      await stores.meetings.update(next);
      await stores.meetings.releaseAgent(meetingId);
      return next;
    });
    await announceMeeting(deps, declined, deps.clock.now(), [viewer.userId]);
  };
}
