import type { Viewer } from '../access/viewer.ts';
import { getUser } from './get-user.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserView } from './user-view.ts';

export type ChangedUser =
  | { readonly kind: 'changed'; readonly user: UserView }
  /** Somebody else saved first, and nothing was written: the card as it is now. */
  | { readonly kind: 'conflict'; readonly current: UserView };

type Reading = Pick<UserDeps, 'database'>;

export async function changedUser(deps: Reading, viewer: Viewer, userId: string): Promise<ChangedUser> {
  return { kind: 'changed', user: await getUser(deps)({ viewer, userId }) };
}

export async function conflictingUser(deps: Reading, viewer: Viewer, userId: string): Promise<ChangedUser> {
  return { kind: 'conflict', current: await getUser(deps)({ viewer, userId }) };
}
