import { expect, test } from 'vitest';
import { createSourceLimit } from '#platform/source-limit.ts';

test('a source has a budget of its own that fills up again', () => {
  let now = 0;
  const limit = createSourceLimit({ burst: 2, perSecond: 1 }, () => now);
  expect([limit.allows('a'), limit.allows('a'), limit.allows('a'), limit.allows('b')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  now = 1_000;
  expect(limit.allows('a')).toBe(true);
  expect(limit.hasLeft('a')).toBe(false);
});
