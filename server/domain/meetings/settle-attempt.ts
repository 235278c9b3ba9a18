import type { CallResult } from '../calls/call.ts';
import type { Stores } from '../shared/database.ts';
import { afterAttempt, attemptResultOf } from './after-attempt.ts';
import type { Meeting } from './meeting.ts';
import { usualTimings } from './meeting-timings.ts';

export interface SettledCall {
  readonly callId: string;
  readonly at: Date;
  readonly result: CallResult;
}

/**
 * Inside the transaction that ends a call: closes the attempt the call was, and writes what follows for the promise.
 * Answers with the meeting as it is now, for `announceMeeting` after commit; null when the call was no meeting's.
 */
export async function settleAttempt(stores: Stores, call: SettledCall): Promise<Meeting | null> {
  const attempt = await stores.meetings.openAttemptOfCall(call.callId);
  if (!attempt) return null;
  const meeting = await stores.meetings.lock(attempt.meetingId);
  const project = meeting && (await stores.meetings.project(meeting.projectId));
  if (!meeting || !project) return null;
  const result = attemptResultOf(call.result, attempt.wasContactDialled);
  await stores.meetings.closeAttempt(attempt.id, call.at, result);
  const ended = { at: call.at, result, wasContactDialled: attempt.wasContactDialled };
  const settled = afterAttempt(meeting, project, ended, usualTimings);
  await stores.meetings.update(settled);
  return settled;
}
