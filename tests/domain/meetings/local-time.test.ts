import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfLocalDay, resolveLocalTime, saidAs } from '#domain/meetings/local-time.ts';

const at = (wall: string, zone: string, choice: 'earlier' | 'later' | null = null) =>
  resolveLocalTime({ wall, choice }, zone);
const instant = (text: string) => new Date(text);

describe('in spring, when an hour is left out', () => {
  test.each([
    ['Europe/Warsaw', '2026-03-29T02:30', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T06:30:00Z', '2026-03-08T07:30:00Z'],
  ])('%s: a time within it is asked about', (zone, wall, earlier, later) => {
    expect(at(wall, zone)).toEqual({ kind: 'missing', earlier: instant(earlier), later: instant(later) });
    expect(at(wall, zone, 'earlier')).toEqual({
      kind: 'one',
      at: instant(earlier),
      wall: wall.replace('T02', 'T01'),
    });
    expect(at(wall, zone, 'later')).toEqual({
      kind: 'one',
      at: instant(later),
      wall: wall.replace('T02', 'T03'),
    });
  });

  test.each([
    ['Europe/Warsaw', '2026-03-29T01:59', '2026-03-29T00:59:00Z', '2026-03-29T03:00', '2026-03-29T01:00:00Z'],
    [
      'America/New_York',
      '2026-03-08T01:59',
      '2026-03-08T06:59:00Z',
      '2026-03-08T03:00',
      '2026-03-08T07:00:00Z',
    ],
  ])('%s: the minutes around it are one minute apart', (zone, before, beforeAt, after, afterAt) => {
    expect(at(before, zone)).toEqual({ kind: 'one', at: instant(beforeAt), wall: before });
    expect(at(after, zone)).toEqual({ kind: 'one', at: instant(afterAt), wall: after });
  });
});

describe('in autumn, when an hour comes twice', () => {
  test.each([
    ['Europe/Warsaw', '2026-10-25T02:30', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
  ])('%s: a time within it is asked about, and either may be meant', (zone, wall, earlier, later) => {
    expect(at(wall, zone)).toEqual({ kind: 'twice', earlier: instant(earlier), later: instant(later) });
    expect(at(wall, zone, 'earlier')).toEqual({ kind: 'one', at: instant(earlier), wall });
    expect(at(wall, zone, 'later')).toEqual({ kind: 'one', at: instant(later), wall });
    for (const text of [earlier, later]) {
      const said = saidAs(wall, zone, instant(text));
      expect(resolveLocalTime(said, zone)).toMatchObject({ kind: 'one', at: instant(text) });
    }
  });
});

test('what is no time, or no zone, is not guessed', () => {
  for (const wall of [
    '',
    '2026-02-30T10:00',
    '2026-01-01',
    '2026-01-01T25:00',
    '2026-01-01T10:00Z',
    'tomorrow',
  ]) {
    expect(at(wall, 'Europe/Warsaw')).toEqual({ kind: 'not_a_time' });
  }
  expect(at('2026-01-01T10:00', 'Mars/Olympus')).toEqual({ kind: 'not_a_time' });
  expect(at('2026-01-01T10:00', '+02:00')).toEqual({ kind: 'not_a_time' });
});

test('days of the change are 23 and 25 hours long', () => {
  expect(endOfLocalDay(instant('2026-03-29T10:00:00Z'), 'Europe/Warsaw')).toEqual(
    instant('2026-03-29T22:00:00Z'),
  );
  expect(endOfLocalDay(instant('2026-10-25T10:00:00Z'), 'Europe/Warsaw')).toEqual(
    instant('2026-10-25T23:00:00Z'),
  );
});

test('any instant, said in wall time, is that instant again', () => {
  const zones = fc.constantFrom('Europe/Warsaw', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe');
  const minutes = fc.integer({ min: 29_000_000, max: 31_000_000 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const promised = new Date(minute * 60_000);
      const parts = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'short',
      });
      const wall = parts.format(promised).replace(' ', 'T');
      expect(resolveLocalTime(saidAs(wall, zone, promised), zone)).toMatchObject({
        kind: 'one',
        at: promised,
      });
    }),
  );
});
