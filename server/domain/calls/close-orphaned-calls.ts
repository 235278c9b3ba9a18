import type { Deps } from '../shared/deps.ts';

/** Closes calls whose gateway died, with what is known, and frees their agents (T72). Returns how many. */
export function closeOrphanedCalls(_deps: Deps) {
  return async (_input: { readonly now: Date }): Promise<number> => {
    throw new Error('being written');
  };
}
