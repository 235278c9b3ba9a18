import { ShortLivedMap } from '#domain/shared/short-lived-map.ts';

/** A call whose dialogs this gateway holds. */
export interface HeldCall {
  /** Null while the database does not know it. */
  readonly callId: string | null;
  readonly trunkId: string | null;
  /** The link to the engine broke or came back. */
  onLinkDown(): void;
  onLinkUp(): void;
  /** Ends it whatever its state. */
  hangUp(reason: string): void;
}

export interface HeldCalls {
  /** Answers with what takes it out again; a second time that does nothing. */
  add(call: HeldCall): () => void;
  all(): readonly HeldCall[];
  countOnTrunk(trunkId: string): number;
  /** Resolves when none is left, at the latest after `ms`; tells whether none is left. */
  drained(ms: number): Promise<boolean>;
}

export function createHeldCalls(onCount: (count: number) => void): HeldCalls {
  const calls = new ShortLivedMap<number, HeldCall>();
  let added = 0;
  const onTrunk = new Map<string, number>();
  let onEmpty: (() => void) | null = null;
  const count = (call: HeldCall, change: 1 | -1): void => {
    onCount(calls.size);
    if (call.trunkId === null) return;
    const left = (onTrunk.get(call.trunkId) ?? 0) + change;
    if (left > 0) onTrunk.set(call.trunkId, left);
    else onTrunk.delete(call.trunkId);
  };
  return {
    add: (call) => {
      const place = added++;
      calls.set(place, call);
      count(call, 1);
      return () => {
        if (!calls.delete(place)) return;
        count(call, -1);
        if (calls.size === 0) onEmpty?.();
      };
    },
    all: () => [...calls.values()],
    countOnTrunk: (trunkId) => onTrunk.get(trunkId) ?? 0,
    drained: (ms) =>
      new Promise((resolve) => {
        if (calls.size === 0) return resolve(true);
        const timer = setTimeout(() => resolve(false), ms);
        onEmpty = () => {
          clearTimeout(timer);
          resolve(true);
        };
      }),
  };
}
