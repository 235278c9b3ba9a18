import { expect, test } from 'vitest';
import { isOpenAt } from '../../../server/domain/calls/business-hours.ts';

const office = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }];
const at = (instant: string) => new Date(instant);

test('a project without hours is always open', () => {
  expect(isOpenAt([], 'Europe/Warsaw', at('2026-11-22T03:00:00Z'))).toBe(true);
});

test('hours are wall time of the project’s zone, the end not included', () => {
  expect(isOpenAt(office, 'Europe/Warsaw', at('2026-11-20T06:59:59Z'))).toBe(false);
  expect(isOpenAt(office, 'Europe/Warsaw', at('2026-11-20T07:00:00Z'))).toBe(true);
  expect(isOpenAt(office, 'Europe/Warsaw', at('2026-11-20T17:00:00Z'))).toBe(false);
  expect(isOpenAt(office, 'Europe/Warsaw', at('2026-07-20T06:00:00Z'))).toBe(true);
  expect(isOpenAt(office, 'Europe/Warsaw', at('2026-11-21T12:00:00Z'))).toBe(false);
});

test('hours over midnight belong to the day they begin on', () => {
  const night = [{ days: [5], from: '22:00', to: '06:00' }];
  expect(isOpenAt(night, 'UTC', at('2026-11-20T23:00:00Z'))).toBe(true);
  expect(isOpenAt(night, 'UTC', at('2026-11-21T05:59:00Z'))).toBe(true);
  expect(isOpenAt(night, 'UTC', at('2026-11-20T05:59:00Z'))).toBe(false);
});

test('24:00 is the end of the day', () => {
  const late = [{ days: [5], from: '08:00', to: '24:00' }];
  expect(isOpenAt(late, 'UTC', at('2026-11-20T23:59:00Z'))).toBe(true);
});
