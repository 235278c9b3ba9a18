import { isWritten } from '../../composables/field-problems.ts';
import { text } from '../../composables/useText.ts';

/** A reason is a code we have words for, or the agent's own words. */
export function meetingReason(reason: string): string {
  const key = `meetings.reason.${reason}`;
  return isWritten(key) ? text(key) : reason;
}
