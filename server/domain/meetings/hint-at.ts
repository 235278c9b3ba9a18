import type { Meeting } from './meeting.ts';
import type { MeetingHints } from './meeting-hints.ts';

/** After commit: a meeting that waits will be looked at when it wants to be. One whose call is under way is watched by the sweep alone. */
export function hintAt(hints: MeetingHints, { id, revision, status, nextActionAt }: Meeting): void {
  const isWaiting = status === 'planned' || status === 'reminding';
  if (isWaiting && nextActionAt) hints.lookLater({ id, revision, nextActionAt });
}
