import { changedAgents, saveCalls, type CallSave } from './pg-call-saves.ts';
import type { Queryable } from './pg-statement.ts';

/** One statement for so many calls at most. */
const LARGEST_GROUP = 32;
/** So many statements at once at most. */
const LANES = 4;
/** Nobody waits longer for the statements under way, lest one that waits for a lock hold up everybody. */
const LONGEST_WAIT_MS = 10;

interface Waiting {
  readonly save: CallSave;
  readonly settle: (written: boolean | Promise<boolean>) => void;
}

/**
 * Saves by themselves, outside any transaction. What comes while a statement is under way goes together into the next
 * one: a busy gateway commits once for many calls, an idle one at once for each. Each is written or not by itself.
 */
export function savesInGroups(client: Queryable): (save: CallSave) => Promise<boolean> {
  const waiting: Waiting[] = [];
  let running = 0;
  let isPlanned = false;
  let patience: NodeJS.Timeout | undefined;

  const run = async (group: readonly Waiting[]): Promise<void> => {
    running += 1;
    try {
      const written = await saveCalls(
        client,
        group.map(({ save }) => save),
      );
      for (const [index, { settle }] of group.entries()) settle(written[index] ?? false);
    } catch (error) {
      // one of them must not take the others along
      for (const { save, settle } of group)
        settle(group.length > 1 ? alone(client, save) : Promise.reject(error));
    }
    running -= 1;
    next();
  };
  const next = (): void => {
    clearTimeout(patience);
    patience = undefined;
    if (waiting.length === 0) return;
    if (running === 0) void run(takeGroup(waiting));
    if (waiting.length > 0 && running < LANES) {
      patience = setTimeout(() => {
        void run(takeGroup(waiting));
        next();
      }, LONGEST_WAIT_MS);
    }
  };
  return (save) =>
    new Promise((settle) => {
      waiting.push({ save, settle });
      if (isPlanned) return;
      isPlanned = true;
      setImmediate(() => {
        isPlanned = false;
        if (patience === undefined) next();
      });
    });
}

async function alone(client: Queryable, save: CallSave): Promise<boolean> {
  const [written = false] = await saveCalls(client, [save]);
  return written;
}

/** The longest waiting, without those that concern a call or an agent which is in the group already. */
function takeGroup(waiting: Waiting[]): readonly Waiting[] {
  const taken = new Set<string>();
  const group: Waiting[] = [];
  const left = waiting.splice(0).filter((one) => {
    const concerned = [one.save.before.id, ...changedAgents(one.save).map(({ userId }) => userId)];
    const isFree = group.length < LARGEST_GROUP && !concerned.some((id) => taken.has(id));
    for (const id of concerned) taken.add(id);
    if (isFree) group.push(one);
    return !isFree;
  });
  waiting.push(...left);
  return group;
}
