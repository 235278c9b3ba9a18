import type { Stores } from '../shared/database.ts';
import type { Meeting } from './meeting.ts';

/**
 * Inside the transaction that answers a call: the promised talk is under way. Answers with the meeting, for
 * `announceMeeting` after commit; null when the call is no meeting's.
 */
export async function beginMeeting(
  stores: Stores,
  call: { readonly callId: string },
): Promise<Meeting | null> {
  const attempt = await stores.meetings.openAttemptOfCall(call.callId);
  const meeting = attempt && (await stores.meetings.lock(attempt.meetingId));
  if (meeting?.status !== 'dialling') return null;
  const begun: Meeting = { ...meeting, status: 'in_progress', statusReason: null };
  await stores.meetings.update(begun);
  return begun;
}
