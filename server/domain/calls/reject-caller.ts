import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import { findChangeableFacts, publishIdentified } from './tie-caller.ts';
import { findChangeableCall } from './visible-call.ts';

export interface CallerRejection {
  readonly viewer: Viewer;
  readonly callId: string;
  readonly contactId: string;
}

/** Not this person: remembered for the number, and the call is untied (T15). Throws not_found. */
export function rejectCaller(deps: Deps) {
  return async ({ viewer, callId, contactId }: CallerRejection): Promise<void> => {
    const at = deps.clock.now();
    await deps.database.transaction(async (stores) => {
      const call = await findChangeableCall(stores, viewer, callId, at);
      await findChangeableFacts(stores, viewer, contactId, at);
      if (call.number !== null) await stores.callers.reject(call.number, contactId, viewer.userId, at);
      await stores.calls.untie(callId, contactId);
    });
    await publishIdentified(deps, callId, at);
  };
}
