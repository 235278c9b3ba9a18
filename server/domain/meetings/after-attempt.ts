import type { CallResult } from '../calls/call.ts';
import type { AttemptResult, Meeting } from './meeting.ts';
import type { MeetingProject } from './meeting-project.ts';
import { after, earliest, latest, type MeetingTimings } from './meeting-timings.ts';
import { lookAt } from './next-look.ts';

/** What a call's result means for the promise: a phone that never rang at the contact's was the agent's. */
export function attemptResultOf(result: CallResult, wasContactDialled: boolean): AttemptResult {
  const meaning = meanings[result];
  return wasContactDialled ? meaning.dialled : meaning.notDialled;
}

const meanings: Readonly<
  Record<CallResult, { readonly dialled: AttemptResult; readonly notDialled: AttemptResult }>
> = {
  answered: { dialled: 'answered', notDialled: 'answered' },
  abandoned: { dialled: 'cancelled', notDialled: 'cancelled' },
  missed: { dialled: 'no_answer', notDialled: 'agent_no_answer' },
  rejected: { dialled: 'busy', notDialled: 'agent_not_free' },
  busy: { dialled: 'busy', notDialled: 'agent_not_free' },
  no_answer: { dialled: 'no_answer', notDialled: 'agent_no_answer' },
  failed: { dialled: 'failed', notDialled: 'failed' },
  cancelled: { dialled: 'cancelled', notDialled: 'cancelled' },
  lost: { dialled: 'lost', notDialled: 'lost' },
};

export interface EndedAttempt {
  readonly at: Date;
  readonly result: AttemptResult;
  readonly wasContactDialled: boolean;
}

/** The meeting after an attempt: held, tried again within its window, or missed with the attempt's result (M12). */
export function afterAttempt(
  meeting: Meeting,
  project: MeetingProject,
  attempt: EndedAttempt,
  timings: MeetingTimings,
): Meeting {
  if (attempt.result === 'answered') return over(meeting, 'held', null);
  const attemptCount = meeting.attemptCount + (attempt.wasContactDialled ? 1 : 0);
  const counted = { ...meeting, attemptCount };
  if (attempt.at >= meeting.toAt) return over(counted, 'missed', attempt.result);
  if (meeting.mode === 'manual') {
    return { ...counted, status: 'reminding', statusReason: attempt.result, nextActionAt: meeting.toAt };
  }
  const look = lookAt(counted, project, { endedAt: attempt.at, result: attempt.result }, attempt.at);
  if (attemptCount >= project.attempts || look.dialAt >= meeting.toAt)
    return over(counted, 'missed', attempt.result);
  const isLeftAlone = look.dialAt > attempt.at;
  const soonest = isLeftAlone
    ? latest(attempt.at, after(look.dialAt, -project.reserveSeconds))
    : after(attempt.at, timings.retrySeconds);
  return {
    ...counted,
    status: 'planned',
    statusReason: attempt.result,
    nextActionAt: earliest(soonest, meeting.toAt),
  };
}

export function over(
  meeting: Meeting,
  status: 'held' | 'missed' | 'cancelled' | 'failed',
  reason: string | null,
): Meeting {
  return { ...meeting, status, statusReason: reason, nextActionAt: null };
}
