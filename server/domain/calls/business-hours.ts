/** When a project takes calls; no entry at all means always. Days are 1 (Monday) to 7, times are wall times. */
export type BusinessHours = readonly {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}[];

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Half-open: 'from' is inside, 'to' is not. An entry over midnight belongs to the day it begins on. */
export function isOpenAt(hours: BusinessHours, timeZone: string, at: Date): boolean {
  if (hours.length === 0) return true;
  const { day, time } = wallTime(timeZone, at);
  const dayBefore = day === 1 ? 7 : day - 1;
  return hours.some(({ days, from, to }) => {
    if (from <= to) return days.includes(day) && from <= time && time < to;
    return (days.includes(day) && time >= from) || (days.includes(dayBefore) && time < to);
  });
}

function wallTime(timeZone: string, at: Date): { day: number; time: string } {
  const parts = Object.fromEntries(
    format(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return { day: DAYS.indexOf(parts['weekday'] ?? '') + 1, time: `${parts['hour']}:${parts['minute']}` };
}

function format(timeZone: string): Intl.DateTimeFormat {
  let known = formats.get(timeZone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, known);
  }
  return known;
}
