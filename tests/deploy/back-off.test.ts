import { expect, test } from 'vitest';
import { nextWaitMs, RESTARTS } from '../../deploy/local/back-off.ts';

test('each death doubles the wait, up to ten seconds', () => {
  const waits = [0];
  for (let death = 0; death < 8; death += 1) waits.push(nextWaitMs(waits.at(-1)!, 100));
  expect(waits.slice(1)).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('a process that ran for half a minute starts again at once', () => {
  expect(nextWaitMs(10_000, 29_999)).toBe(10_000);
  expect(nextWaitMs(10_000, 30_000)).toBe(RESTARTS.firstMs);
});
