import { hasMark } from './may-enter.ts';
import { ownersOf } from './owners.ts';
import { contactReach } from './reach.ts';
import type { Colleague, Viewer } from './viewer.ts';

/** Colleagues who can own records in the viewer's reach: whom forms offer, and to whom records may be given. */
export function pickersOf(viewer: Viewer, people: readonly Colleague[]): 'any' | readonly string[] {
  const seesAnyOwners =
    hasMark(viewer, 'contacts', 'read') && contactReach(viewer, people, 'read').anyOwnerTypes.length > 0;
  return seesAnyOwners ? 'any' : ownersOf(viewer, people);
}

export function mayPick(pickers: 'any' | readonly string[], userId: string): boolean {
  return pickers === 'any' || pickers.includes(userId);
}
