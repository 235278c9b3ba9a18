import type { Deps } from '../shared/deps.ts';
import { contactReach, type Reach } from './contact-reach.ts';
import type { Viewer } from './viewer.ts';

/** The reach of a signed-in user, read anew each time: a change of structure holds at once. */
export function findContactReach({ database }: Deps) {
  return async (viewer: Viewer): Promise<Reach> => {
    if (viewer.role === 'director') return { kind: 'all' };
    return contactReach(viewer, await database.read.access.peopleAround(viewer.userId));
  };
}
