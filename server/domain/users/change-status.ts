import type { Actor } from '../access/actor.ts';
import type { UserStatus } from '../access/user-status.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import { userEntry } from './audit-facts.ts';
import { getUser } from './get-user.ts';
import { goOffline } from './go-offline.ts';
import { nextStatuses } from './next-statuses.ts';
import { openCardFor } from './open-card.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserView } from './user-view.ts';

export interface ChangeStatus {
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly userId: string;
  readonly status: UserStatus;
}

/**
 * Ends the user's sessions, sockets and phones at once (A1), whatever the new status is: whoever may still work signs in
 * anew. A phone that rings stops, a talk under way goes on to its end. Throws not_found, forbidden, invalid (status).
 */
export function changeStatus(deps: Pick<UserDeps, 'database' | 'clock' | 'publisher' | 'accessAnnouncer'>) {
  return async ({ viewer, actor, userId, status }: ChangeStatus): Promise<UserView> => {
    const at = deps.clock.now();
    const hasChanged = await deps.database.transaction(async (stores) => {
      await stores.users.takeTurn();
      const user = await openCardFor('profile', stores, viewer, userId);
      if (user.status === status) return false;
      if (!nextStatuses(user).includes(status)) {
        const reason = user.role === 'director' ? 'the_director_stays' : 'not_activated';
        throw new DomainError('invalid', 'not a status for this user', { status: reason });
      }
      await goOffline(stores, userId, at);
      await stores.desks.cutOff(userId);
      await stores.users.change(userId, { status });
      const [before, after] = [{ status: user.status }, { status }];
      await stores.audit.write(userEntry({ at, actor, action: 'user:status_changed', user, before, after }));
      return true;
    });
    if (hasChanged) {
      deps.publisher.agentsCutOff();
      deps.accessAnnouncer.accessChanged({ userIds: [userId], endSessionsOf: [userId] });
    }
    return getUser(deps)({ viewer, userId });
  };
}
