import type { Deps } from '../shared/deps.ts';

/** A sweep: phones that stopped registering are forgotten, and their users told. Returns how many users. */
export function dropExpiredPhones(_deps: Deps) {
  return async (_input: { readonly now: Date }): Promise<number> => {
    throw new Error('being written');
  };
}
