import type { Clock } from '#domain/shared/clock.ts';

const MINUTE_MS = 60_000;

/** Counts by key, from the start of each minute. In this process alone: what it spares is this process's work. */
export function countByMinute(clock: Clock) {
  let minute = 0;
  let counts = new Map<string, number>();
  const ofNow = (): Map<string, number> => {
    const current = Math.floor(clock.now().getTime() / MINUTE_MS);
    if (current !== minute) [minute, counts] = [current, new Map()];
    return counts;
  };
  return {
    add: (key: string): void => void ofNow().set(key, (counts.get(key) ?? 0) + 1),
    of: (key: string): number => ofNow().get(key) ?? 0,
  };
}
