import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import { checkMayTie, findChangeableFacts, publishIdentified, tieCaller } from './tie-caller.ts';
import { findChangeableCall } from './visible-call.ts';

export interface CallerAssignment {
  readonly viewer: Viewer;
  readonly callId: string;
  readonly contactId: string;
}

/** The caller is this contact: ties the call, that number’s earlier calls and the number itself (T13). Throws
 * not_found, and forbidden when the caller is known to be somebody out of the viewer’s reach. */
export function assignCaller(deps: Deps) {
  return async ({ viewer, callId, contactId }: CallerAssignment): Promise<void> => {
    const at = deps.clock.now();
    await deps.database.transaction(async (stores) => {
      const call = await findChangeableCall(stores, viewer, callId, at);
      await checkMayTie(stores, viewer, call, at);
      const facts = await findChangeableFacts(stores, viewer, contactId, at);
      await tieCaller(stores, deps, call, facts);
    });
    await publishIdentified(deps, callId, at);
  };
}
