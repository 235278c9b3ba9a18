import { DomainError } from '../shared/domain-error.ts';
import type { AccessDeps } from './access-deps.ts';
import { isSessionOver, type SignedIn } from './session.ts';
import { mayWorkFrom, viewerOf } from './user.ts';

/**
 * Whose session it is, and with whose eyes it looks now. Throws unauthenticated: there is none, or it is over, or the
 * user may no longer work, or not from here (A1, A2).
 */
export function readSession({ sessions, clock }: Pick<AccessDeps, 'sessions' | 'clock'>) {
  return async (sessionId: string, address: string): Promise<SignedIn> => {
    const found = await sessions.find(sessionId);
    if (!found || isSessionOver(found.session, clock.now())) {
      throw new DomainError('unauthenticated', 'no open session');
    }
    const { session, user, previewedBy, allowedRanges } = found;
    if (!mayWorkFrom(address, (previewedBy ?? user).status, allowedRanges)) {
      throw new DomainError('unauthenticated', 'may not work, or not from here');
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
