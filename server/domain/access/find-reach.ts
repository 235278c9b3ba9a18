import type { Stores } from '../shared/database.ts';
import { asksAboutTeam } from './owners.ts';
import { pickersOf } from './pickers.ts';
import { callReach, contactReach } from './reach.ts';
import type { Action } from './section.ts';
import type { Colleague, Viewer } from './viewer.ts';

type Access = { readonly access: Pick<Stores['access'], 'peopleAround'> };

/** The people the viewer's reach depends on, read anew each time: a change of structure holds at once. */
export async function findPeople({ access }: Access, viewer: Viewer): Promise<readonly Colleague[]> {
  return asksAboutTeam(viewer) ? access.peopleAround(viewer.userId) : [];
}

export async function findContactReach(stores: Access, viewer: Viewer, action: Action) {
  return contactReach(viewer, await findPeople(stores, viewer), action);
}

export async function findCallReach(stores: Access, viewer: Viewer, action: Action) {
  return callReach(viewer, await findPeople(stores, viewer), action);
}

export async function findPickers(stores: Access, viewer: Viewer) {
  return pickersOf(viewer, await findPeople(stores, viewer));
}
