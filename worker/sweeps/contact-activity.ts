import { setTimeout as pause } from 'node:timers/promises';
import type { ContactActivity } from '#domain/contacts/contact-activity.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { Sweep } from './sweep.ts';

/** The first look goes back so far: no worker may have been there. */
const FIRST_LOOK_MS = 86_400_000;
/** What was just being written at the last look is seen at this one. */
const OVERLAP_MS = 10_000;
const MOST = 5000;
/** So many are written in one go, and then calls have the database to themselves for so many times as long as that took. */
const AT_ONCE = 5;
const REST = 12;

/**
 * Lists show and sort by the latest call of a contact. A call that comes in does not write it itself: it would change a
 * row under a dozen indexes before the phone rings.
 */
export function contactActivity(activity: ContactActivity, clock: Clock, everyMs: number): Sweep {
  let since = new Date(clock.now().getTime() - FIRST_LOOK_MS);
  return {
    name: 'contact-activity',
    everyMs,
    run: async () => {
      const next = new Date(clock.now().getTime() - OVERLAP_MS);
      const behind = await activity.behind(since, MOST);
      let noted = 0;
      for (let at = 0; at < behind.length; at += AT_ONCE) {
        const beganAt = performance.now();
        noted += await activity.note(behind.slice(at, at + AT_ONCE));
        await pause(REST * (performance.now() - beganAt));
      }
      if (behind.length < MOST) since = next;
      return noted;
    },
  };
}
