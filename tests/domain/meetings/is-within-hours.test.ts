import { expect, test } from 'vitest';
import { isWithinHours } from '#domain/meetings/is-within-hours.ts';

const office = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }];
const warsaw = (hours: Parameters<typeof isWithinHours>[0], from: string, to: string) =>
  isWithinHours(hours, 'Europe/Warsaw', new Date(from), new Date(to));

test('a window of a working day is inside, to the minute', () => {
  expect(warsaw(office, '2026-11-23T07:00:00Z', '2026-11-23T17:00:00Z')).toBe(true);
  expect(warsaw(office, '2026-11-23T06:59:00Z', '2026-11-23T08:00:00Z')).toBe(false);
  expect(warsaw(office, '2026-11-23T16:00:00Z', '2026-11-23T17:01:00Z')).toBe(false);
});

test('the hours are the wall’s: in summer they are an hour earlier', () => {
  expect(warsaw(office, '2026-07-06T06:00:00Z', '2026-07-06T06:30:00Z')).toBe(true);
  expect(warsaw(office, '2026-11-23T06:00:00Z', '2026-11-23T06:30:00Z')).toBe(false);
});

test('weekends are outside, and a project without hours is always open', () => {
  expect(warsaw(office, '2026-11-22T09:00:00Z', '2026-11-22T10:00:00Z')).toBe(false);
  expect(warsaw([], '2026-11-22T01:00:00Z', '2026-11-22T02:00:00Z')).toBe(true);
});

test('entries that touch are one; a lunch break between them is not business time', () => {
  const touching = [
    { days: [1], from: '08:00', to: '12:00' },
    { days: [1], from: '12:00', to: '16:00' },
  ];
  const withBreak = [
    { days: [1], from: '08:00', to: '12:00' },
    { days: [1], from: '13:00', to: '16:00' },
  ];
  expect(warsaw(touching, '2026-11-23T10:30:00Z', '2026-11-23T12:30:00Z')).toBe(true);
  expect(warsaw(withBreak, '2026-11-23T10:30:00Z', '2026-11-23T12:30:00Z')).toBe(false);
});

test('an entry over midnight belongs to the day it begins on', () => {
  const nights = [{ days: [5], from: '22:00', to: '06:00' }];
  expect(warsaw(nights, '2026-11-27T22:00:00Z', '2026-11-28T04:00:00Z')).toBe(true);
  expect(warsaw(nights, '2026-11-28T22:00:00Z', '2026-11-29T04:00:00Z')).toBe(false);
  const whole = [{ days: [1, 2], from: '00:00', to: '24:00' }];
  expect(warsaw(whole, '2026-11-23T20:00:00Z', '2026-11-24T20:00:00Z')).toBe(true);
});
