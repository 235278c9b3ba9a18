import { hasEverySection } from './sections.ts';
import { find, type User, type Viewer } from './world.ts';

/** A10 to A13: is a record of this owner in the viewer's own reach, before limits and account roles? */
export function isOwnersRecordInReach(viewer: Viewer, owner: string): boolean {
  const { user, world } = viewer;
  if (reachesEverybody(user)) return true;
  if (owner === user.id) return true;
  if (user.dataAccess === 'own') return false;
  return isOfTeam(viewer, find(world.users, owner));
}

/** Directors and chief managers (A10, A31), and whoever's data access is `everything` (A13). */
export const reachesEverybody = (user: User): boolean =>
  hasEverySection(user) || user.dataAccess === 'everything';

/** A11 for Heads, A12 for Managers. */
function isOfTeam({ user, world }: Viewer, colleague: User): boolean {
  if (colleague.role !== 'manager') return false;
  if (user.role === 'head') return colleague.responsible === user.id;
  if (user.responsible === null || colleague.responsible !== user.responsible) return false;
  return find(world.users, user.responsible).role === 'head';
}
