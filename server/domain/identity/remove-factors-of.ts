import type { Actor } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { AccessAnnouncer } from '../users/access-announcer.ts';
import { openCardFor } from '../users/open-card.ts';
import { userSubject } from './audit-words.ts';
import { unlinkIdentities } from './unlink-identities.ts';

export interface FactorsRemoval {
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly userId: string;
}

type RemovalDeps = Pick<Deps, 'database' | 'clock'> & { readonly accessAnnouncer: AccessAnnouncer };

/**
 * For somebody who lost app, passkeys and recovery codes: the password alone opens the desk until new ones are set up; a
 * link to an account elsewhere ends, too. Signs the user out everywhere. Answers how many factors there were. Throws
 * not_found, forbidden, conflict (one's own: those are removed with the password).
 */
export function removeFactorsOf({ database, clock, accessAnnouncer }: RemovalDeps) {
  return async ({ viewer, actor, userId }: FactorsRemoval): Promise<number> => {
    if (userId === actor.userId) throw new DomainError('conflict', 'the own factors');
    const at = clock.now();
    const removed = await database.transaction(async (stores) => {
      const user = await openCardFor('sessions', stores, viewer, userId);
      await stores.factors.lock(userId);
      const count = await stores.factors.deleteAll(userId);
      const wasLinked = await unlinkIdentities(stores, user, actor, at);
      const hasChanged = count > 0 || wasLinked;
      if (hasChanged) await stores.ownSessions.endAll(userId);
      if (count === 0) return { count, hasChanged };
      await stores.audit.write({
        at,
        actor,
        action: 'user:factor_removed',
        outcome: 'done',
        subject: userSubject(user),
        before: null,
        after: { factor: 'all', count },
      });
      return { count, hasChanged };
    });
    if (removed.hasChanged) accessAnnouncer.accessChanged({ userIds: [], endSessionsOf: [userId] });
    return removed.count;
  };
}
