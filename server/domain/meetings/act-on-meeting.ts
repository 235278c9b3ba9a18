import { actOnDueMeetings, type DueActions } from './act-on-due-meetings.ts';
import type { MeetingDeps } from './meeting-deps.ts';

/**
 * What the job runs. A job with a stale revision, or before its time, does nothing; otherwise everything that is due
 * by now is looked at in order, this meeting with it. Null when there was nothing to do.
 */
export function actOnMeeting(deps: MeetingDeps) {
  return async (input: {
    readonly meetingId: string;
    readonly revision: number;
  }): Promise<DueActions | null> => {
    const due = await deps.database.read.meetings.dueOf(input.meetingId);
    if (!due || due.revision !== input.revision || due.nextActionAt > deps.clock.now()) return null;
    return actOnDueMeetings(deps)({ limit: LIMIT });
  };
}

/** Enough for a busy minute; what is left is the next job's or the sweep's. */
const LIMIT = 1000;
