import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import { confirmPassword } from './confirm-password.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { renewSession, type RenewedSession } from './renew-session.ts';
import { unlinkIdentities } from './unlink-identities.ts';

export interface OwnUnlinking {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly password: string;
}

/** The account elsewhere opens nothing here until its verified e-mail links it anew. Throws invalid (password), not_found. */
export function unlinkOwnIdentities(deps: IdentityDeps) {
  const { database, clock, sessionAnnouncer } = deps;
  const confirm = confirmPassword(deps);
  return async ({ actor, sessionId, password }: OwnUnlinking): Promise<RenewedSession> => {
    await confirm(actor, password);
    const renewed = await database.transaction(async (stores) => {
      await stores.factors.lock(actor.userId);
      const self = { id: actor.userId, name: actor.name };
      if (!(await unlinkIdentities(stores, self, actor, clock.now()))) {
        throw new DomainError('not_found', 'linked to no account elsewhere');
      }
      return renewSession(stores, sessionId);
    });
    sessionAnnouncer.moved(sessionId, renewed.id);
    return renewed;
  };
}
