import { actOnDueMeetings, type DueActions } from './act-on-due-meetings.ts';
import type { MeetingDeps } from './meeting-deps.ts';

/** Somebody is free: automatic meetings that wait for that are looked at now (M12). */
export function wakeWaitingMeetings(deps: MeetingDeps) {
  return async (): Promise<DueActions | null> => {
    const woken = await deps.database.read.meetings.makeWaitingDue(deps.clock.now());
    return woken === 0 ? null : actOnDueMeetings(deps)({ limit: woken });
  };
}
