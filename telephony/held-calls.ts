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

/** What is answered with may be called again, and does nothing then. */
export interface HeldCalls {
  /** A call is received or placed: it is waited for until the answer is called, when its end is written. */
  begin(): () => void;
  /** For a call nobody holds yet: a channel of the trunk is its until the answer is called. */
  takeChannel(trunkId: string): () => void;
  /** Answers with what takes it out again. */
  add(call: HeldCall): () => void;
  all(): readonly HeldCall[];
  countOnTrunk(trunkId: string): number;
  /** Resolves when every call that began is over, at the latest after `ms`; tells whether they are. */
  drained(ms: number): Promise<boolean>;
}

export function createHeldCalls(onCount: (count: number) => void): HeldCalls {
  const calls = new ShortLivedSet<HeldCall>();
  let underWay = 0;
  const onTrunk = new Map<string, number>();
  let onEmpty: (() => void) | null = null;
  const countOnTrunk = (trunkId: string): number => onTrunk.get(trunkId) ?? 0;
  const takeChannel = (trunkId: string): (() => void) => {
    onTrunk.set(trunkId, countOnTrunk(trunkId) + 1);
    return once(() => {
      if (countOnTrunk(trunkId) > 1) onTrunk.set(trunkId, countOnTrunk(trunkId) - 1);
      else onTrunk.delete(trunkId);
    });
  };
  return {
    begin: () => {
      underWay += 1;
      return once(() => {
        underWay -= 1;
        if (underWay === 0) onEmpty?.();
      });
    },
    takeChannel,
    add: (call) => {
      const freeChannel = call.trunkId === null ? null : takeChannel(call.trunkId);
      const takeOut = calls.add(call);
      onCount(calls.size);
      return () => {
        freeChannel?.();
        if (takeOut()) onCount(calls.size);
      };
    },
    all: () => calls.all(),
    countOnTrunk,
    drained: (ms) =>
      new Promise((resolve) => {
        if (underWay === 0) return resolve(true);
        const timer = setTimeout(() => resolve(false), ms);
        onEmpty = () => {
          clearTimeout(timer);
          resolve(true);
        };
      }),
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
