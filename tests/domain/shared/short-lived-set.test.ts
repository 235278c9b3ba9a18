import { expect, test } from 'vitest';
import { ShortLivedSet } from '#domain/shared/short-lived-set.ts';

test('holds what is put in, in that order, until it is taken out', () => {
  const set = new ShortLivedSet<string>();
  const [takeOut] = [set.add('a'), set.add('b'), set.add('a')] as const;
  expect([set.size, set.all()]).toEqual([3, ['a', 'b', 'a']]);
  expect([takeOut(), takeOut()]).toEqual([true, false]);
  expect(set.all()).toEqual(['b', 'a']);
});

test('gives away all it has, and whoever would take out his own comes too late', () => {
  const set = new ShortLivedSet<number>();
  const takeOut = set.add(1);
  set.add(2);
  expect(set.takeAll()).toEqual([1, 2]);
  expect([set.size, takeOut(), set.takeAll()]).toEqual([0, false, []]);
});
