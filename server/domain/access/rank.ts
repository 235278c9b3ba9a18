import type { Rank } from './policy.ts';
import type { Viewer } from './viewer.ts';

/** As what a user counts in the tables of the policy. */
export function rankOf({ role, isChiefManager }: Pick<Viewer, 'role' | 'isChiefManager'>): Rank {
  return role === 'manager' && isChiefManager ? 'chief_manager' : role;
}
