import { Temporal } from 'temporal-polyfill';
import type { BusinessHours } from '../calls/business-hours.ts';

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Whether the whole of [fromAt, toAt) is business time; no hours at all means always open. */
export function isWithinHours(hours: BusinessHours, timeZone: string, fromAt: Date, toAt: Date): boolean {
  if (hours.length === 0) return true;
  let covered = fromAt.getTime();
  for (const interval of openIntervals(hours, timeZone, fromAt, toAt)) {
    if (interval.from <= covered && interval.to > covered) covered = interval.to;
  }
  return covered >= toAt.getTime();
}

function openIntervals(
  hours: BusinessHours,
  timeZone: string,
  fromAt: Date,
  toAt: Date,
): readonly Interval[] {
  const intervals: Interval[] = [];
  const last = dayOf(toAt, timeZone);
  // an entry over midnight belongs to the day it begins on
  for (
    let day = dayOf(fromAt, timeZone).subtract({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    for (const open of hours) {
      if (!open.days.includes(day.dayOfWeek)) continue;
      const endDay = open.from <= open.to ? day : day.add({ days: 1 });
      intervals.push({ from: instantOf(day, open.from, timeZone), to: instantOf(endDay, open.to, timeZone) });
    }
  }
  return intervals.sort((one, other) => one.from - other.from);
}

function dayOf(at: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}

function instantOf(day: Temporal.PlainDate, time: string, timeZone: string): number {
  const zoned =
    time === '24:00'
      ? day.add({ days: 1 }).toZonedDateTime({ timeZone })
      : day.toZonedDateTime({ timeZone, plainTime: time });
  return zoned.epochMilliseconds;
}
