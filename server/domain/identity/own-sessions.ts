import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import { ownChange } from './audit-words.ts';
import { type Browser, browserOf } from './browser-of.ts';
import type { IdentityDeps } from './identity-deps.ts';
import type { OwnSession } from './own-session-store.ts';

export interface OwnSessionView extends Omit<OwnSession, 'userAgent'>, Browser {
  readonly isCurrent: boolean;
}

/** Where one is signed in, the present session first. */
export function listOwnSessions({ database, clock }: IdentityDeps) {
  return async (input: { readonly userId: string; readonly sessionId: string }) => {
    const sessions = await database.read.ownSessions.ofUser(input.userId, clock.now());
    const views = sessions.map(({ userAgent, ...session }): OwnSessionView => {
      return { ...session, ...browserOf(userAgent), isCurrent: session.id === input.sessionId };
    });
    return views.toSorted((one, other) => Number(other.isCurrent) - Number(one.isCurrent));
  };
}

export interface SessionEnd {
  readonly actor: Actor;
  /** The one it is done in. */
  readonly sessionId: string;
  readonly id: string;
}

/** Throws not_found; invalid (id) for the present one, which is what signing out is for. */
export function endOwnSession({ database, clock, sessionAnnouncer }: IdentityDeps) {
  return async ({ actor, sessionId, id }: SessionEnd): Promise<void> => {
    if (id === sessionId) throw new DomainError('invalid', 'the present session', { id: 'not_allowed' });
    await database.transaction(async (stores) => {
      if (!(await stores.ownSessions.end(actor.userId, id))) {
        throw new DomainError('not_found', 'no such session');
      }
      await stores.audit.write(ownChange(clock.now(), actor, 'sessions:ended', { count: 1 }));
    });
    sessionAnnouncer.revoked(id);
  };
}

/** How many there were. */
export function endOtherSessions({ database, clock, sessionAnnouncer }: IdentityDeps) {
  return async ({ actor, sessionId }: Omit<SessionEnd, 'id'>): Promise<number> => {
    const ended = await database.transaction(async (stores) => {
      const ids = await stores.ownSessions.endOthers(actor.userId, sessionId);
      if (ids.length > 0) {
        await stores.audit.write(ownChange(clock.now(), actor, 'sessions:ended', { count: ids.length }));
      }
      return ids;
    });
    for (const id of ended) sessionAnnouncer.revoked(id);
    return ended.length;
  };
}
