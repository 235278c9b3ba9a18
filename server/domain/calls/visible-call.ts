import { findCallReach } from '../access/find-reach.ts';
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
  const logged = await stores.calls.find(callId, await findCallReach(stores, viewer, 'read'));
  const call = logged && (await stores.calls.load(callId, at));
  if (!call) throw new DomainError('not_found', 'no such call');
  return call;
}

/** The call, if this viewer may say who the caller was; forbidden when it may only be seen, not_found otherwise. */
export async function findChangeableCall(
  stores: Stores,
  viewer: Viewer,
  callId: string,
  at: Date,
): Promise<CallState> {
  const call = await findVisibleCall(stores, viewer, callId, at);
  const isOwn = await stores.calls.find(callId, await findCallReach(stores, viewer, 'change'));
  if (!isOwn) throw new DomainError('forbidden', 'the call may be seen, not changed');
  return call;
}
