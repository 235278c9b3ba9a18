import { actOnDueMeetings } from '#domain/meetings/act-on-due-meetings.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import type { MeetingWatch } from '../meeting-watch.ts';
import type { Sweep } from './sweep.ts';

/** Promised calls that are due, with or without a job: what keeps them on time when Redis is empty or away. */
export function dueMeetings(deps: MeetingDeps, watch: MeetingWatch, everyMs: number): Sweep {
  return {
    name: 'due-meetings',
    everyMs,
    run: async () => watch.saw(await actOnDueMeetings(deps)({ limit: AT_ONCE })),
  };
}

const AT_ONCE = 1000;
