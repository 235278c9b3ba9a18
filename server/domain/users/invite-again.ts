import type { Actor } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import { userEntry } from './audit-facts.ts';
import { invite } from './invite.ts';
import { openCardFor } from './open-card.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserRecord } from './user-record.ts';

/** The link once more, to the address the card has now. Throws not_found, forbidden, too_late (does not wait for it). */
export function inviteAgain(deps: UserDeps) {
  return async (input: {
    readonly viewer: Viewer;
    readonly actor: Actor;
    readonly userId: string;
  }): Promise<void> => {
    const at = deps.clock.now();
    await deps.database.transaction(async (stores) => {
      await stores.users.takeTurn();
      const user = await openCardFor('profile', stores, input.viewer, input.userId);
      if (user.status !== 'pending_activation') {
        throw new DomainError('too_late', 'waits for no link', { status: user.status });
      }
      await sendInvitation(deps, stores, user, input.actor, at);
    });
  };
}

/** Part of the transaction: the same invitation to the address the user has now; the link before leads nowhere. */
export async function sendInvitation(
  deps: Pick<UserDeps, 'newId'>,
  stores: Stores,
  user: UserRecord,
  actor: Actor,
  at: Date,
): Promise<void> {
  const needsPassword = (await stores.activations.lastNeedsPassword(user.id)) ?? true;
  await invite(deps, stores, user, needsPassword, at);
  const after = { email: user.email };
  await stores.audit.write(userEntry({ at, actor, action: 'user:invited', user, after }));
}
