import { DomainError } from '../shared/domain-error.ts';
import type { AccessDeps } from './access-deps.ts';
import { isSessionOver, sessionIdOf, type SignedIn } from './session.ts';
import { mayWork } from './user.ts';

/** `lastSeenAt` is this exact, to spare a write with every request. */
const TOUCH_EVERY_MS = 60_000;

/** Who holds this token. Throws unauthenticated: unknown, over, or the user may no longer work (A1). */
export function authenticate({ sessions, clock }: Pick<AccessDeps, 'sessions' | 'clock'>) {
  return async (token: string): Promise<SignedIn> => {
    const now = clock.now();
    const signedIn = await sessions.find(sessionIdOf(token));
    if (!signedIn || isSessionOver(signedIn.session, now) || !mayWork(signedIn.user)) {
      throw new DomainError('unauthenticated', 'no open session');
    }
    if (now.getTime() - signedIn.session.lastSeenAt.getTime() >= TOUCH_EVERY_MS) {
      await sessions.touch(signedIn.session.id, now);
    }
    return signedIn;
  };
}
