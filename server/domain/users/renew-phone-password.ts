import type { Actor } from '../access/actor.ts';
import type { Viewer } from '../access/viewer.ts';
import { ha1Of, newPhonePassword } from '../registrations/phone-password.ts';
import { userEntry } from './audit-facts.ts';
import { openCardFor } from './open-card.ts';
import type { UserDeps } from './user-deps.ts';

export interface PhoneAccess {
  readonly login: string;
  readonly phonePassword: string;
}

/** A new password for the user's phone, told this once; the old one lets nobody register any more. Throws not_found, forbidden. */
export function renewPhonePassword({ database, clock }: UserDeps) {
  return async (input: {
    readonly viewer: Viewer;
    readonly actor: Actor;
    readonly userId: string;
  }): Promise<PhoneAccess> => {
    const phonePassword = newPhonePassword();
    const login = await database.transaction(async (stores) => {
      await stores.users.takeTurn();
      const user = await openCardFor('profile', stores, input.viewer, input.userId);
      await stores.users.change(user.id, { sipHa1: ha1Of(user.login, phonePassword) });
      const { actor } = input;
      await stores.audit.write(
        userEntry({
          at: clock.now(),
          actor,
          action: 'user:changed',
          user,
          after: { hasNewPhonePassword: true },
        }),
      );
      return user.login;
    });
    return { login, phonePassword };
  };
}
