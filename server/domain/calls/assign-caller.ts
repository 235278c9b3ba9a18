import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';

export interface CallerAssignment {
  readonly viewer: Viewer;
  readonly callId: string;
  readonly contactId: string;
}

/** The caller is this contact: ties the call, that number’s earlier calls and the number itself (T13). Throws not_found. */
export function assignCaller(_deps: Deps) {
  return async (_input: CallerAssignment): Promise<void> => {
    throw new Error('being written');
  };
}
