import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';

export interface CallerRejection {
  readonly viewer: Viewer;
  readonly callId: string;
  readonly contactId: string;
}

/** Not this person: remembered for the number, and the call is untied (T15). Throws not_found. */
export function rejectCaller(_deps: Deps) {
  return async (_input: CallerRejection): Promise<void> => {
    throw new Error('being written');
  };
}
