import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { ShortLivedMap } from '#domain/shared/short-lived-map.ts';

test('it is a Map', () => {
  const map = new ShortLivedMap([
    ['a', 1],
    ['b', 2],
  ]);
  expect(map.set('a', 3)).toBe(map);
  expect([map.size, map.get('a'), map.has('b'), map.has('c')]).toEqual([2, 3, true, false]);
  expect([map.delete('b'), map.delete('b'), map.get('b'), map.size]).toEqual([true, false, undefined, 1]);
  map.set('c', 4);
  const seen: [string, number][] = [];
  map.forEach((value, key) => seen.push([key, value]));
  expect(seen).toEqual([
    ['a', 3],
    ['c', 4],
  ]);
  expect([...map.keys()]).toEqual(['a', 'c']);
  expect([...map.values()]).toEqual([3, 4]);
});

test('what has come and gone does not outlive the collections of the young, as it does in a Map', () => {
  const kept = oldBytesAfter(new Map<number, unknown>());
  const letGo = oldBytesAfter(new ShortLivedMap<number, unknown>());
  expect(letGo).toBeLessThan(kept / 10);
});

interface Churned {
  set(key: number, value: unknown): unknown;
  delete(key: number): boolean;
}

/** How much V8's old space grows while so many things go through the map, twenty at a time. */
function oldBytesAfter(map: Churned): number {
  const collectYoung = youngCollector();
  const churn = (from: number, to: number): void => {
    for (let key = from; key < to; key += 1) {
      map.set(
        key,
        Array.from({ length: 200 }, (_, index) => ({ index })),
      );
      map.delete(key - 20);
      if (key % 100 === 0) collectYoung();
    }
  };
  churn(0, 50);
  for (let look = 0; look < 2; look += 1) collectYoung(); // in a quiet moment the map itself grows old
  const before = oldBytes();
  churn(50, 2050);
  return oldBytes() - before;
}

function oldBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;
}

function youngCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (options: { type: 'minor' }) => void;
  return () => gc({ type: 'minor' });
}
