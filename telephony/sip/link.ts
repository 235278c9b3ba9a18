import { ShortLivedMap } from '#domain/shared/short-lived-map.ts';

/** The link to the engine, as whoever waits for the engine's word sees it: what is under way when it breaks is never told of. */
export interface Link {
  /** Calls the listener should it break, until the answer is called; that answers false if it has been called. */
  whenBroken(listener: () => void): () => boolean;
}

export interface BreakableLink extends Link {
  broke(): void;
}

export function createLink(): BreakableLink {
  const listeners = new ShortLivedMap<number, () => void>();
  let count = 0;
  return {
    whenBroken: (listener) => {
      const place = count++;
      listeners.set(place, listener);
      return () => listeners.delete(place);
    },
    broke: () => {
      for (const place of [...listeners.keys()]) {
        const listener = listeners.get(place);
        if (listeners.delete(place)) listener?.();
      }
    },
  };
}
