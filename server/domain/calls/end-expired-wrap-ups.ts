import type { Deps } from '../shared/deps.ts';

/** Agents whose wrap-up time is over are free again. Returns how many. */
export function endExpiredWrapUps(_deps: Deps) {
  return async (_input: { readonly now: Date }): Promise<number> => {
    throw new Error('being written');
  };
}
