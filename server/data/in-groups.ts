import { isAway } from './away.ts';

/** So many groups at once at most. */
const LANES = 2;
/** As long as no more than these are under way, each goes at once: to share is worth a wait only where many come. */
const FEW = 3;
/** Nobody waits longer for the groups under way, lest one that waits for a lock hold up everybody. */
const LONGEST_WAIT_MS = 25;
/** Who gives way looks so often whether he still must; though he must, a group goes after each so long. */
const LOOK_AGAIN_MS = 5;
const LONGEST_GIVEN_MS = 250;

export interface Grouping<T, R> {
  readonly largest: number;
  /** Answers in the order of the group; all of it, or it throws and nothing is done. Each answer may take longer by itself. */
  readonly together: (group: readonly T[]) => Promise<readonly (R | Promise<R>)[]>;
  readonly alone: (one: T) => Promise<R>;
  /** Two that concern the same never share a group, and go in the order they came. */
  readonly concerns?: (one: T) => readonly string[];
  /** Whether something else shall go first now. */
  readonly givesWay?: () => boolean;
}

interface Waiting<T, R> {
  readonly one: T;
  readonly concerned: readonly string[];
  readonly settle: (answer: R | Promise<R>) => void;
}

/**
 * What comes while others are under way goes together into the next group: a busy process asks once for many, one with
 * little to do at once for each. A group that fails is gone through one by one, so that each fails or succeeds by itself.
 */
export function inGroups<T, R>(grouping: Grouping<T, R>): (one: T) => Promise<R> {
  const { largest, concerns = () => [], givesWay = () => false } = grouping;
  const waiting: Waiting<T, R>[] = [];
  let running = 0;
  let underWay = 0;
  let isPlanned = false;
  let patience: NodeJS.Timeout | undefined;
  let gaveWayAt: number | null = null;

  const mustWait = (): boolean => {
    const must = waiting.length > 0 && givesWay();
    gaveWayAt = must ? (gaveWayAt ?? performance.now()) : null;
    if (gaveWayAt !== null && performance.now() - gaveWayAt >= LONGEST_GIVEN_MS) gaveWayAt = null;
    return gaveWayAt !== null;
  };
  const run = async (group: readonly Waiting<T, R>[]): Promise<void> => {
    running += 1;
    underWay += group.length;
    await answer(group, grouping);
    running -= 1;
    underWay -= group.length;
    next();
  };
  const next = (isLong = false): void => {
    clearTimeout(patience);
    patience = undefined;
    if (mustWait()) {
      patience = setTimeout(next, LOOK_AGAIN_MS, isLong);
      return;
    }
    const areFew = underWay + waiting.length <= FEW;
    if (waiting.length > 0 && (running === 0 || areFew || isLong)) void run(takeGroup(waiting, largest));
    if (waiting.length === 0 || running === LANES) return;
    patience = setTimeout(next, LONGEST_WAIT_MS, true);
  };
  return (one) =>
    new Promise((settle) => {
      waiting.push({ one, concerned: concerns(one), settle });
      if (isPlanned) return;
      isPlanned = true;
      setImmediate(() => {
        isPlanned = false;
        if (patience === undefined) next();
      });
    });
}

/** The same where only those with one key can share a group. */
export function groupsByKey<T, R>(
  keyOf: (one: T) => string,
  grouping: Grouping<T, R>,
): (one: T) => Promise<R> {
  const groups = new Map<string, (one: T) => Promise<R>>();
  return (one) => {
    const key = keyOf(one);
    const known = groups.get(key) ?? inGroups(grouping);
    groups.set(key, known);
    return known(one);
  };
}

async function answer<T, R>(
  group: readonly Waiting<T, R>[],
  { together, alone }: Grouping<T, R>,
): Promise<void> {
  try {
    const [only] = group;
    const answers =
      only && group.length === 1 ? [await alone(only.one)] : await together(group.map(({ one }) => one));
    for (const [index, { settle }] of group.entries()) settle(answers[index] as R | Promise<R>);
  } catch (error) {
    // away is away for all of them
    const isOver = group.length === 1 || isAway(error);
    for (const { one, settle } of group) settle(isOver ? Promise.reject(error as Error) : alone(one));
  }
}

/** The longest waiting, without those that concern what the group or somebody before them concerns already. */
function takeGroup<T, R>(waiting: Waiting<T, R>[], largest: number): readonly Waiting<T, R>[] {
  const taken = new Set<string>();
  const group: Waiting<T, R>[] = [];
  const passedOver: Waiting<T, R>[] = [];
  let seen = 0;
  for (; seen < waiting.length && group.length < largest; seen += 1) {
    const each = waiting[seen] as Waiting<T, R>;
    const isFree = !each.concerned.some((id) => taken.has(id));
    for (const id of each.concerned) taken.add(id);
    (isFree ? group : passedOver).push(each);
  }
  waiting.splice(0, seen, ...passedOver);
  return group;
}
