import type { Meeting } from './meeting.ts';
import type { MeetingHints } from './meeting-hints.ts';

/** After commit: a meeting that is not over will be looked at when it wants to be. */
export function hintAt(hints: MeetingHints, { id, revision, nextActionAt }: Meeting): void {
  if (nextActionAt) hints.lookLater({ id, revision, nextActionAt });
}
