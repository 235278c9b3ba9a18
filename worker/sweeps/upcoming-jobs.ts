import { findDueMeetings } from '#domain/meetings/find-due-meetings.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import type { Sweep } from './sweep.ts';

/** Jobs that should exist and do not, Redis having been emptied: added again; those that exist stay as they are. */
export function upcomingJobs(deps: MeetingDeps, everyMs: number): Sweep {
  return {
    name: 'upcoming-jobs',
    everyMs,
    run: async () => {
      const horizon = new Date(deps.clock.now().getTime() + 2 * everyMs);
      const upcoming = await findDueMeetings(deps)({ now: horizon, limit: AT_ONCE });
      for (const meeting of upcoming) deps.hints.lookLater(meeting);
      return upcoming.length;
    },
  };
}

const AT_ONCE = 5000;
