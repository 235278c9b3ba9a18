import type { Actor } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import { publishAgent } from '../agents/publish-agent.ts';
import { ha1Of, newPhonePassword } from '../registrations/phone-password.ts';
import { userEntry } from './audit-facts.ts';
import { openCardFor } from './open-card.ts';
import type { UserDeps } from './user-deps.ts';

export interface PhoneAccess {
  readonly login: string;
  readonly phonePassword: string;
}

/**
 * A new password for the user's phone, told this once; whatever registered with the old one is bound no more. Throws
 * not_found, and forbidden for a user who may more than the viewer: with the phone come that user's calls.
 */
export function renewPhonePassword(deps: UserDeps) {
  const { database, clock } = deps;
  return async (input: {
    readonly viewer: Viewer;
    readonly actor: Actor;
    readonly userId: string;
  }): Promise<PhoneAccess> => {
    const phonePassword = newPhonePassword();
    const at = clock.now();
    const { login, unbound } = await database.transaction(async (stores) => {
      await stores.users.takeTurn();
      const user = await openCardFor('phone_password', stores, input.viewer, input.userId);
      const count = await stores.desks.unbindPhones(user.id);
      await stores.users.change(user.id, { sipHa1: ha1Of(user.login, phonePassword) });
      const { actor } = input;
      await stores.audit.write(
        userEntry({
          at,
          actor,
          action: 'user:changed',
          user,
          after: { hasNewPhonePassword: true },
        }),
      );
      return { login: user.login, unbound: count };
    });
    if (unbound > 0) await publishAgent(deps, input.userId, at);
    return { login, phonePassword };
  };
}
