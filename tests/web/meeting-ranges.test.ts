import { beforeAll, expect, it } from 'vitest';
import { dayHeading } from '../../web/composables/instants.ts';
import { rangeOf, startOfDay } from '../../web/features/meetings/meeting-ranges.ts';
import { useLanguage } from '../../web/locales/i18n.ts';

beforeAll(() => useLanguage('en'));

const midnight = (day: number) => new Date(2026, 10, day).toISOString();
const range = (of: 'today' | 'upcoming' | 'past', day: number, hour: number) =>
  rangeOf(of, startOfDay(new Date(2026, 10, day, hour).getTime()));

it('meetings are asked for by whole days, and the past from its end', () => {
  const order = 'earliest_first';
  expect(range('today', 21, 15)).toEqual({ from: midnight(21), to: midnight(22), order });
  expect(range('upcoming', 21, 15)).toEqual({ from: midnight(22), to: null, order });
  expect(range('past', 21, 15)).toEqual({ from: null, to: midnight(21), order: 'latest_first' });
});

it('the question stays the same all day, and is another one the next', () => {
  expect(range('today', 30, 0)).toEqual(range('today', 30, 23));
  expect(range('today', 31, 0)).not.toEqual(range('today', 30, 23));
});

it('the heading of a day names the year when it is another one', () => {
  const now = new Date(2026, 10, 21, 12).getTime();
  expect(dayHeading(new Date(2026, 10, 24, 9).toISOString(), now)).toBe('Tuesday 24 November');
  expect(dayHeading(new Date(2025, 10, 24, 9).toISOString(), now)).toContain('2025');
});
