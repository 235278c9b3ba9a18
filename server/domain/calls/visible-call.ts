import { contactReach } from '../access/contact-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { CallState } from './call-state.ts';

/** The call, if this viewer may see it; not_found otherwise (A40). */
export async function findVisibleCall(
  stores: Stores,
  viewer: Viewer,
  callId: string,
  at: Date,
): Promise<CallState> {
  const reach = contactReach(viewer, await stores.access.peopleAround(viewer.userId));
  const logged = await stores.calls.find(callId, reach, viewer);
  const call = logged && (await stores.calls.load(callId, at));
  if (!call) throw new DomainError('not_found', 'no such call');
  return call;
}
