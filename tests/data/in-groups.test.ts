import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { inGroups } from '../../server/data/in-groups.ts';

interface Change {
  readonly name: string;
  readonly agent: string;
}

/** Groups are held until the test lets them go, one after the other. */
function heldGroups(largest: number, givesWay = () => false) {
  const groups: string[][] = [];
  const gates: (() => void)[] = [];
  const hold = async (group: readonly Change[]): Promise<string[]> => {
    groups.push(group.map(({ name }) => name));
    await new Promise<void>((resolve) => gates.push(resolve));
    return group.map(({ name }) => name);
  };
  const go = inGroups<Change, string>({
    largest,
    together: hold,
    alone: async (one) => (await hold([one]))[0] ?? '',
    concerns: ({ agent }) => [agent],
    givesWay,
  });
  const letGo = async (): Promise<void> => {
    gates.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { go, groups, letGo };
}

test('who concerns the same goes later and in order; the others need not wait for that', async () => {
  const { go, groups, letGo } = heldGroups(10);
  const names = ['a1', 'b1', 'a2', 'c1', 'a3', 'd1', 'b2'];
  const all = Promise.all(names.map((name) => go({ name, agent: name.charAt(0) })));
  for (let turn = 0; turn < 6; turn += 1) await letGo();
  expect(groups).toEqual([['a1', 'b1', 'c1', 'd1'], ['a2', 'b2'], ['a3']]);
  await expect(all).resolves.toEqual(names);
});

test('a full group leaves the rest to the next, nobody overtaken by who concerns the same', async () => {
  const { go, groups, letGo } = heldGroups(2);
  const names = ['a1', 'a2', 'b1', 'a3', 'c1'];
  const all = Promise.all(names.map((name) => go({ name, agent: name.charAt(0) })));
  for (let turn = 0; turn < 6; turn += 1) await letGo();
  expect(groups).toEqual([['a1', 'b1'], ['a2', 'c1'], ['a3']]);
  await expect(all).resolves.toEqual(names);
});

test('who gives way goes when he need not any more, and after a while though he must', async () => {
  let isOtherFirst = true;
  const { go, groups, letGo } = heldGroups(10, () => isOtherFirst);
  const first = go({ name: 'a1', agent: 'a' });
  await pause(50);
  expect(groups).toEqual([]);
  isOtherFirst = false;
  await vi.waitUntil(() => groups.length === 1);
  isOtherFirst = true;
  await letGo();
  await first;
  const second = go({ name: 'a2', agent: 'a' });
  await pause(50);
  expect(groups).toHaveLength(1);
  await vi.waitUntil(() => groups.length === 2);
  await letGo();
  await expect(second).resolves.toBe('a2');
});

test('not even where another group takes long does who gives way go beside it', async () => {
  const groupsBefore = (): number => groups.length;
  const { go, groups, letGo } = heldGroups(2, () => groupsBefore() > 0);
  const all = Promise.all(['a1', 'b1', 'c1', 'd1'].map((name) => go({ name, agent: name })));
  await pause(50);
  expect(groups).toEqual([['a1', 'b1']]);
  await vi.waitUntil(() => groups.length === 2);
  await letGo();
  await letGo();
  await expect(all).resolves.toHaveLength(4);
});
