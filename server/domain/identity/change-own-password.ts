import type { Actor } from '../access/actor.ts';
import { passwordProblem } from '../access/password-rules.ts';
import { DomainError } from '../shared/domain-error.ts';
import { ownChange } from './audit-words.ts';
import { confirmPassword } from './confirm-password.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { renewSession, type RenewedSession } from './renew-session.ts';
import { unlinkIdentities } from './unlink-identities.ts';

export interface OwnPasswordChange {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly current: string;
  readonly next: string;
}

/**
 * Ends the user's other sessions and the link to an account elsewhere; the session it is done in is renewed. Throws invalid (current, next),
 * rate_limited.
 */
export function changeOwnPassword(deps: IdentityDeps) {
  const { database, clock, passwords, sessionAnnouncer } = deps;
  const confirm = confirmPassword(deps);
  return async ({ actor, sessionId, current, next }: OwnPasswordChange): Promise<RenewedSession> => {
    const user = await database.read.accounts.user(actor.userId);
    const problem = next === current ? 'same_as_before' : passwordProblem(next, user);
    if (problem !== null) throw new DomainError('invalid', 'not a new password', { next: problem });
    await confirm(actor, current, 'current');
    const passwordHash = await passwords.hash(next);
    const at = clock.now();
    const { renewed, ended } = await database.transaction(async (stores) => {
      await stores.accounts.changePasswordHash(actor.userId, passwordHash);
      await unlinkIdentities(stores, { id: actor.userId, name: actor.name }, actor, at);
      const ended = await stores.ownSessions.endOthers(actor.userId, sessionId);
      const renewed = await renewSession(stores, sessionId);
      await stores.audit.write(
        ownChange(at, actor, 'user:password_changed', { endedSessions: ended.length }),
      );
      return { renewed, ended };
    });
    for (const id of ended) sessionAnnouncer.revoked(id);
    sessionAnnouncer.moved(sessionId, renewed.id);
    return renewed;
  };
}
