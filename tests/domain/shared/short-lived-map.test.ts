import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ShortLivedMap } from '#domain/shared/short-lived-map.ts';

const CHURN = fileURLToPath(new URL('./support/churn.ts', import.meta.url));

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
  const grownBy = (kind: string): number =>
    Number(execFileSync(process.execPath, ['--expose-gc', CHURN, kind], { encoding: 'utf8' }));
  expect(grownBy('ShortLivedMap')).toBeLessThan(grownBy('Map') / 3);
});
