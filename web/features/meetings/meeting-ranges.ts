import type { MeetingFilter } from '../../api/meetings.ts';

export const meetingRanges = ['today', 'upcoming', 'past'] as const;
export type MeetingRange = (typeof meetingRanges)[number];

/** Midnight of the local day: the same all day long, so that the question stays the same. */
export function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

/** Whole local days; what is past begins with what was last. */
export function rangeOf(range: MeetingRange, today: number): Pick<MeetingFilter, 'from' | 'to' | 'order'> {
  const start = new Date(today);
  const end = new Date(today);
  end.setDate(start.getDate() + 1);
  if (range === 'past') return { from: null, to: start.toISOString(), order: 'latest_first' };
  const order = 'earliest_first';
  if (range === 'upcoming') return { from: end.toISOString(), to: null, order };
  return { from: start.toISOString(), to: end.toISOString(), order };
}
