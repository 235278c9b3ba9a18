import { DomainError } from '../shared/domain-error.ts';
import type { AccessDeps } from './access-deps.ts';
import { isSessionOver, sessionIdOf, type SignedIn } from './session.ts';
import { mayWorkFrom, viewerOf } from './user.ts';

/** `lastSeenAt` is this exact, to spare a write with every request. */
const TOUCH_EVERY_MS = 60_000;

/** Who holds this token. Throws unauthenticated: unknown, over, or the user may no longer work, or not from here (A1, A2). */
export function authenticate({ sessions, clock }: Pick<AccessDeps, 'sessions' | 'clock'>) {
  return async (token: string, address: string): Promise<SignedIn> => {
    const now = clock.now();
    const found = await sessions.find(sessionIdOf(token));
    if (!found || isSessionOver(found.session, now)) {
      throw new DomainError('unauthenticated', 'no open session');
    }
    const { session, user, previewedBy, allowedRanges } = found;
    if (!mayWorkFrom(address, (previewedBy ?? user).status, allowedRanges)) {
      throw new DomainError('unauthenticated', 'may not work, or not from here');
    }
    if (now.getTime() - session.lastSeenAt.getTime() >= TOUCH_EVERY_MS) {
      await sessions.touch(session.id, now);
    }
    if (previewedBy === null) {
      return { session, user, viewer: viewerOf(user, session.chosenChannelId), previewedBy };
    }
    return {
      session,
      user,
      viewer: viewerOf(user),
      previewedBy: { id: previewedBy.id, name: previewedBy.name },
    };
  };
}
