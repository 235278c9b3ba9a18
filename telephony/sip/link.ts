import { ShortLivedSet } from '#domain/shared/short-lived-set.ts';

/** The link to the engine, as whoever waits for the engine's word sees it: what is under way when it breaks is never told of. */
export interface Link {
  /** Calls the listener should it break, until the answer is called; that answers false if it has been called. */
  whenBroken(listener: () => void): () => boolean;
}

export interface BreakableLink extends Link {
  broke(): void;
}

export function createLink(): BreakableLink {
  const listeners = new ShortLivedSet<() => void>();
  return {
    whenBroken: (listener) => listeners.add(listener),
    broke: () => {
      for (const listener of listeners.takeAll()) listener();
    },
  };
}
