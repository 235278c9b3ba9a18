import type { MeetingView } from '../../../server/realtime/events.ts';
import { isWritten } from '../../composables/field-problems.ts';
import { text } from '../../composables/useText.ts';

/** A reason is a code we have words for, or the agent's own words. */
export function meetingReason(reason: string): string {
  const key = `meetings.reason.${reason}`;
  return isWritten(key) ? text(key) : reason;
}

/** Who is called: the contact by name, out of reach as no more than that, else what the promise is called. */
export function whoIsPromised(meeting: MeetingView): string {
  if (meeting.isContactHidden) return text('bar.outOfReach');
  return meeting.contactName ?? meeting.name;
}
