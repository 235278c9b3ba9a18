import type { Deps } from '../shared/deps.ts';

/** Ids of outbound calls that nobody has claimed yet, oldest first. */
export function listQueuedOutbound(_deps: Deps) {
  return async (_input: { readonly now: Date }): Promise<readonly string[]> => {
    throw new Error('being written');
  };
}
