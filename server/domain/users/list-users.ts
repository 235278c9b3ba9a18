import type { UserStatus } from '../access/user-status.ts';
import type { UserRole, Viewer } from '../access/viewer.ts';
import { cardReach } from './card-reach.ts';
import { showUser } from './show-user.ts';
import type { UserDeps } from './user-deps.ts';
import type { UserView } from './user-view.ts';

export interface UserList {
  readonly viewer: Viewer;
  readonly search?: string | undefined;
  readonly status?: UserStatus | undefined;
  readonly role?: UserRole | undefined;
  readonly after: { readonly name: string; readonly id: string } | null;
  readonly limit: number;
}

export interface UserPage {
  readonly items: readonly UserView[];
  readonly next: { readonly name: string; readonly id: string } | null;
}

/** The users whose cards are in reach, by name (A6). */
export function listUsers({ database }: Pick<UserDeps, 'database'>) {
  return async ({ viewer, search = '', status, role, after, limit }: UserList): Promise<UserPage> => {
    const { users } = database.read;
    const query = { reach: cardReach(viewer), search, status: status ?? null, role: role ?? null, after };
    const found = await users.list({ ...query, limit: limit + 1 });
    const people = await users.people();
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((user) => showUser(viewer, user, people)),
      next: last ? { name: last.name, id: last.id } : null,
    };
  };
}
