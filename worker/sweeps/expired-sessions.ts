import type { ExpiredSessions } from '#domain/access/expired-sessions.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { Sweep } from './sweep.ts';

/** Sign-ins whose time is over leave the table; they let nobody in before either. */
export function expiredSessions(sessions: ExpiredSessions, clock: Clock, everyMs: number): Sweep {
  return { name: 'expired-sessions', everyMs, run: () => sessions.drop(clock.now()) };
}
