import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';

export interface QuickAdd {
  readonly viewer: Viewer;
  readonly callId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly position: string | null;
  readonly organizationId: string | null;
  readonly stageId: string | null;
  readonly sourceId: string | null;
}

/** Quick add: the caller becomes a new contact of the agent, tied as by assignCaller. Throws not_found, invalid (lastName). */
export function addCaller(_deps: Deps) {
  return async (_input: QuickAdd): Promise<{ readonly contactId: string }> => {
    throw new Error('being written');
  };
}
