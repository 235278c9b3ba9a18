/** The link to the engine, as whoever waits for the engine's word sees it: what is under way when it breaks is never told of. */
export interface Link {
  /** Calls the listener should it break, until the answer is called; that answers false if it has been called. */
  whenBroken(listener: () => void): () => boolean;
}

export interface BreakableLink extends Link {
  broke(): void;
}

export function createLink(): BreakableLink {
  const listeners = new Set<() => void>();
  return {
    whenBroken: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    broke: () => {
      for (const listener of [...listeners]) if (listeners.delete(listener)) listener();
    },
  };
}
