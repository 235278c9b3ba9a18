import type { DueMeeting } from './meeting-store.ts';

/** Says 'look at this then'. Never throws and is never waited for: whatever it forgets, a sweep finds in the rows. */
export interface MeetingHints {
  lookLater(meeting: DueMeeting): void;
  callQueued(callId: string): void;
}
