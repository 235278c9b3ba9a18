import { Temporal } from 'temporal-polyfill';

/** A local time as a person says it; where clocks go back or forward, which of the two instants is meant. */
export interface LocalTime {
  /** '2026-11-21T14:30' */
  readonly wall: string;
  readonly choice: 'earlier' | 'later' | null;
}

export type ResolvedTime =
  | { readonly kind: 'one'; readonly at: Date; readonly wall: string }
  | { readonly kind: 'missing' | 'twice'; readonly earlier: Date; readonly later: Date }
  | { readonly kind: 'not_a_time' };

/**
 * The instant of a wall time in a zone (M16). A time that does not exist ('missing') or exists twice is not guessed:
 * without a choice both instants come back, for the person to say.
 */
export function resolveLocalTime(time: LocalTime, timeZone: string): ResolvedTime {
  const wall = readWall(time.wall);
  if (!wall || !isTimeZone(timeZone)) return { kind: 'not_a_time' };
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (Temporal.ZonedDateTime.compare(earlier, later) === 0) return one(earlier);
  if (time.choice === 'earlier') return one(earlier);
  if (time.choice === 'later') return one(later);
  const exists = earlier.toPlainDateTime().equals(wall);
  return { kind: exists ? 'twice' : 'missing', earlier: instantOf(earlier), later: instantOf(later) };
}

/** The local time that, resolved, is that instant again: the choice once made is not asked for twice. */
export function saidAs(wall: string, timeZone: string, at: Date): LocalTime {
  const resolved = resolveLocalTime({ wall, choice: null }, timeZone);
  if (resolved.kind === 'one' || resolved.kind === 'not_a_time') return { wall, choice: null };
  return { wall, choice: resolved.earlier.getTime() === at.getTime() ? 'earlier' : 'later' };
}

export function isTimeZone(timeZone: string): boolean {
  // an offset ('+02:00') is taken by Temporal too, but it knows nothing of summer time
  if (/^[+-]/.test(timeZone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The first instant after the day, in the zone, that `at` falls in. */
export function endOfLocalDay(at: Date, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return instantOf(local.startOfDay().add({ days: 1 }).startOfDay());
}

/** There is no year 0 in PostgreSQL. */
function readWall(wall: string): Temporal.PlainDateTime | null {
  if (!/^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(wall)) return null;
  try {
    return Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
  } catch {
    return null;
  }
}

function one(zoned: Temporal.ZonedDateTime): ResolvedTime {
  return { kind: 'one', at: instantOf(zoned), wall: wallOf(zoned) };
}

function wallOf(zoned: Temporal.ZonedDateTime): string {
  const smallestUnit = zoned.second === 0 ? 'minute' : 'second';
  return zoned.toPlainDateTime().toString({ smallestUnit });
}

function instantOf(zoned: Temporal.ZonedDateTime): Date {
  return new Date(zoned.epochMilliseconds);
}
