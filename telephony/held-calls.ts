import { ShortLivedSet } from '#domain/shared/short-lived-set.ts';

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
  /** A call that is not held yet, or no more, and is waited for until the answer is called; it takes a place on the trunk, if one is named. */
  expect(trunkId: string | null): () => void;
  /** Answers with what takes it out again; a second time that does nothing. */
  add(call: HeldCall): () => void;
  all(): readonly HeldCall[];
  countOnTrunk(trunkId: string): number;
  /** Resolves when none is left and none expected, at the latest after `ms`; tells whether none is left. */
  drained(ms: number): Promise<boolean>;
}

export function createHeldCalls(onCount: (count: number) => void): HeldCalls {
  const calls = new ShortLivedSet<HeldCall>();
  let expected = 0;
  const onTrunk = new Map<string, number>();
  let onEmpty: (() => void) | null = null;
  const isEmpty = (): boolean => calls.size + expected === 0;
  const takePlace = (trunkId: string | null, change: 1 | -1): void => {
    if (trunkId === null) return;
    const left = (onTrunk.get(trunkId) ?? 0) + change;
    if (left > 0) onTrunk.set(trunkId, left);
    else onTrunk.delete(trunkId);
  };
  return {
    expect: (trunkId) => {
      let isExpected = true;
      expected += 1;
      takePlace(trunkId, 1);
      return () => {
        if (!isExpected) return;
        isExpected = false;
        expected -= 1;
        takePlace(trunkId, -1);
        if (isEmpty()) onEmpty?.();
      };
    },
    add: (call) => {
      const takeOut = calls.add(call);
      onCount(calls.size);
      takePlace(call.trunkId, 1);
      return () => {
        if (!takeOut()) return;
        onCount(calls.size);
        takePlace(call.trunkId, -1);
        if (isEmpty()) onEmpty?.();
      };
    },
    all: () => calls.all(),
    countOnTrunk: (trunkId) => onTrunk.get(trunkId) ?? 0,
    drained: (ms) =>
      new Promise((resolve) => {
        if (isEmpty()) return resolve(true);
        const timer = setTimeout(() => resolve(false), ms);
        onEmpty = () => {
          clearTimeout(timer);
          resolve(true);
        };
      }),
  };
}
