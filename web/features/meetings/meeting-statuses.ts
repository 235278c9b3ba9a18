import type { MeetingStatus } from '../../../server/realtime/events.ts';

export type { MeetingStatus };

const order: Readonly<Record<MeetingStatus, number>> = {
  planned: 0,
  reminding: 1,
  dialling: 2,
  in_progress: 3,
  held: 4,
  missed: 5,
  cancelled: 6,
  failed: 7,
};

/** Every state, in the order of a meeting's life. */
export const meetingStatuses = (Object.keys(order) as MeetingStatus[]).toSorted(
  (a, b) => order[a] - order[b],
);

/** Still to be called, so it may be moved, cancelled or called. */
export function isOpen(status: MeetingStatus): boolean {
  return status === 'planned' || status === 'reminding';
}
