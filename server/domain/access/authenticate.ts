import type { AccessDeps } from './access-deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { readSession } from './read-session.ts';
import { sessionIdOf, type SignedIn } from './session.ts';

/** `lastSeenAt` is this exact, to spare a write with every request. */
const TOUCH_EVERY_MS = 60_000;

/** Who holds this token, and has just been seen with it. Throws unauthenticated; see `readSession`. */
export function authenticate({ sessions, clock }: Pick<AccessDeps, 'sessions' | 'clock'>) {
  const read = readSession({ sessions, clock });
  return async (token: string, address: string): Promise<SignedIn> => {
    if (token === '') throw new DomainError('unauthenticated', 'no token');
    const signedIn = await read(sessionIdOf(token), address);
    const now = clock.now();
    const { id, lastSeenAt } = signedIn.session;
    if (now.getTime() - lastSeenAt.getTime() >= TOUCH_EVERY_MS) await sessions.touch(id, now);
    return signedIn;
  };
}
