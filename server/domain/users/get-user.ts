import type { Viewer } from '../access/viewer.ts';
import type { UserDeps } from './user-deps.ts';
import { openCard } from './open-card.ts';
import { showUser } from './show-user.ts';
import type { UserView } from './user-view.ts';

/** A user's card (A6). Throws not_found. */
export function getUser({ database }: Pick<UserDeps, 'database'>) {
  return async (input: { readonly viewer: Viewer; readonly userId: string }): Promise<UserView> => {
    const user = await openCard(database.read, input.viewer, input.userId);
    return showUser(input.viewer, user, await database.read.users.people());
  };
}
