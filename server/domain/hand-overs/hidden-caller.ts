import { findContactReach } from '../access/find-reach.ts';
import { isInReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { findVisibleCall } from '../calls/visible-call.ts';
import { reachableOf } from '../calls/caller-card-facts.ts';
import type { Stores } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';

/** The contact of a call of the agent's own that the agent may not see. Throws not_found when there is nothing to ask for. */
export async function findHiddenCaller(
  stores: Stores,
  viewer: Viewer,
  callId: string,
  at: Date,
): Promise<{ readonly contactId: string }> {
  const call = await findVisibleCall(stores, viewer, callId, at);
  const isOwn = call.agentId === viewer.userId || call.legs.some((leg) => leg.userId === viewer.userId);
  const facts = isOwn && call.contactId !== null ? await stores.callers.cardFacts(call.contactId, at) : null;
  if (facts === null || isInReach(await findContactReach(stores, viewer, 'read'), reachableOf(facts))) {
    throw new DomainError('not_found', 'no caller out of reach');
  }
  return { contactId: facts.contactId };
}
