import { i18n } from '../locales/i18n.ts';
import { text } from './useText.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions, instant: number | Date): string {
  const key = i18n.global.locale.value + JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(formatLocale(), options);
    formats.set(key, made);
  }
  return made.format(instant);
}

/** English dates are written day first and by 24 hours, as in the rest of the product. */
function formatLocale(): string {
  return i18n.global.locale.value === 'en' ? 'en-GB' : i18n.global.locale.value;
}

export function clockText(iso: string, timeZone?: string): string {
  return format(
    { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zoned(timeZone) },
    Date.parse(iso),
  );
}

export function clockWithSeconds(iso: string): string {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return format(options, Date.parse(iso));
}

/** 'today 14:05', 'yesterday 9:12', else the date, with the year only when it is another one; past dates with the time if asked for. */
export function shortInstant(iso: string, now: number, isWithTime = false): string {
  const days = dayDistance(Date.parse(iso), now);
  const time = clockText(iso);
  if (days === 0) return text('time.today', { time });
  if (days === -1) return text('time.yesterday', { time });
  if (days === 1) return text('time.tomorrow', { time });
  const sameYear = new Date(iso).getFullYear() === new Date(now).getFullYear();
  if (days > 1 || isWithTime) return `${dateText(iso, sameYear)} ${time}`;
  return dateText(iso, sameYear);
}

export function dateText(iso: string, isYearLeftOut = false): string {
  return format(
    { day: 'numeric', month: 'short', ...(isYearLeftOut ? {} : { year: 'numeric' }) },
    Date.parse(iso),
  );
}

/** A heading for one day: 'Today', 'Tomorrow', else 'Monday 24 November', with the year when it is another one. */
export function dayHeading(iso: string, now: number): string {
  const days = dayDistance(Date.parse(iso), now);
  if (days === 0) return text('time.todayHead');
  if (days === 1) return text('time.tomorrowHead');
  if (days === -1) return text('time.yesterdayHead');
  const isThisYear = new Date(iso).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  return format({ weekday: 'long', day: 'numeric', month: 'long', ...year }, Date.parse(iso));
}

/** The whole instant with its zone, for hovering and for screen readers. */
export function fullInstant(iso: string): string {
  return format({ dateStyle: 'full', timeStyle: 'long' }, Date.parse(iso));
}

/** 0:07, 12:40, 1:02:03. */
export function stopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** A length in words: '40 s', '3 min', '1 h 5 min'. */
export function lengthText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return text('common.seconds', { n: whole });
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return text('common.minutes', { n: minutes });
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return m === 0 ? text('common.hours', { n: h }) : text('common.minutesHours', { h, m });
}

export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

/** How many local days lie between: -1 is yesterday. Noon to noon, so that summer time changes nothing. */
export function dayDistance(instant: number, now: number): number {
  return Math.round((noon(instant) - noon(now)) / 86_400_000);
}

function noon(instant: number): number {
  return new Date(instant).setHours(12, 0, 0, 0);
}

function zoned(timeZone: string | undefined): { timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}
