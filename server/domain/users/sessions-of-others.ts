import type { Actor } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Browser, browserOf } from '../identity/browser-of.ts';
import type { OwnSession } from '../identity/own-session-store.ts';
import { DomainError } from '../shared/domain-error.ts';
import { userEntry } from './audit-facts.ts';
import { openCardFor } from './open-card.ts';
import type { UserDeps } from './user-deps.ts';

export type SessionView = Omit<OwnSession, 'userAgent'> & Browser;

interface Whose {
  readonly viewer: Viewer;
  readonly userId: string;
}

/** Where the user is signed in. Throws not_found, forbidden. */
export function listSessionsOf({ database, clock }: UserDeps) {
  return async ({ viewer, userId }: Whose): Promise<readonly SessionView[]> => {
    await openCardFor('sessions', database.read, viewer, userId);
    const sessions = await database.read.ownSessions.ofUser(userId, clock.now());
    return sessions.map(({ userAgent, ...session }) => ({ ...session, ...browserOf(userAgent) }));
  };
}

export interface EndSessionsOf extends Whose {
  readonly actor: Actor;
  /** One of them; null: all. */
  readonly sessionId: string | null;
}

/** Signs the user out, there or everywhere. Throws not_found, forbidden. */
export function endSessionsOf({ database, clock, accessAnnouncer, sessionAnnouncer }: UserDeps) {
  return async ({ viewer, actor, userId, sessionId }: EndSessionsOf): Promise<void> => {
    const at = clock.now();
    await database.transaction(async (stores) => {
      const user = await openCardFor('sessions', stores, viewer, userId);
      const { ownSessions } = stores;
      const isThere = sessionId === null || (await ownSessions.end(userId, sessionId));
      if (!isThere) throw new DomainError('not_found', 'no such session');
      const count = sessionId === null ? (await ownSessions.endOthers(userId, '')).length : 1;
      await stores.audit.write(userEntry({ at, actor, action: 'sessions:ended', user, after: { count } }));
    });
    if (sessionId === null) accessAnnouncer.accessChanged({ userIds: [], endSessionsOf: [userId] });
    else sessionAnnouncer.revoked(sessionId);
  };
}
