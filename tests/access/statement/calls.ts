import { seesContact } from './accounts.ts';
import { isWithinLimits } from './limits.ts';
import { isOwnersRecordInReach, reachesEverybody } from './own-reach.ts';
import { mayChange, maySee } from './sections.ts';
import { type Call, find, type Viewer } from './world.ts';

export const seesCall = (viewer: Viewer, call: Call): boolean =>
  maySee(viewer.user, 'calls') &&
  isWithinLimits(viewer, call.labels) &&
  (isOnesOwn(viewer, call) || seesCaller(viewer, call));

/** Whoever sees it by its contact alone does not change it. */
export const changesCall = (viewer: Viewer, call: Call): boolean =>
  mayChange(viewer.user, 'calls') && isWithinLimits(viewer, call.labels) && isOnesOwn(viewer, call);

/** The caller becomes a new contact (A30), who must not be somebody out of reach already (A41). */
export const addsCaller = (viewer: Viewer, call: Call): boolean =>
  changesCall(viewer, call) &&
  mayChange(viewer.user, 'contacts') &&
  (call.contact === null || seesCaller(viewer, call));

/** A41: is what the call says of its contact the viewer's to know? */
export const seesCaller = (viewer: Viewer, call: Call): boolean =>
  call.contact !== null && seesContact(viewer, find(viewer.world.contacts, call.contact));

/** It is the agent's who answered or for whom it was placed, and everybody's at whose phone it rang. */
function isOnesOwn(viewer: Viewer, call: Call): boolean {
  if (reachesEverybody(viewer.user)) return true;
  const owners = call.agent === null ? call.rangAt : [call.agent, ...call.rangAt];
  return owners.some((owner) => isOwnersRecordInReach(viewer, owner));
}
