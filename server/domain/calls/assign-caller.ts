import { contactReach, isInReach } from '../access/contact-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { publishIdentified, reachableOf, tieCaller } from './tie-caller.ts';
import { findVisibleCall } from './visible-call.ts';

export interface CallerAssignment {
  readonly viewer: Viewer;
  readonly callId: string;
  readonly contactId: string;
}

/** The caller is this contact: ties the call, that number’s earlier calls and the number itself (T13). Throws not_found. */
export function assignCaller(deps: Deps) {
  return async ({ viewer, callId, contactId }: CallerAssignment): Promise<void> => {
    const at = deps.clock.now();
    await deps.database.transaction(async (stores) => {
      const call = await findVisibleCall(stores, viewer, callId, at);
      const people = await stores.access.peopleAround(viewer.userId);
      const facts = await stores.callers.cardFacts(contactId, at);
      if (facts === null || !isInReach(contactReach(viewer, people), reachableOf(facts))) {
        throw new DomainError('not_found', 'no such contact');
      }
      await tieCaller(stores, deps, call, facts);
    });
    await publishIdentified(deps, callId, at);
  };
}
