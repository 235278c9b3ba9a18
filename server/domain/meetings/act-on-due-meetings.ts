import type { Stores } from '../shared/database.ts';
import { announceMeeting } from './announce-meeting.ts';
import { hintAt } from './hint-at.ts';
import { reminderCard } from '../calls/reminder-card.ts';
import { lookAtMeeting, type Seen } from './look-at-meeting.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { after } from './meeting-timings.ts';
import { announceAttempt } from './start-attempt.ts';

export interface DueActions {
  readonly lookedAt: number;
  /** Meetings whose look threw; each is put off, so that it holds nobody up. */
  readonly failures: readonly { readonly meetingId: string; readonly error: unknown }[];
  /** How late the latest look was, milliseconds (M51). */
  readonly latenessMs: number;
}

/**
 * Looks at everything that is due, in order of due time, one transaction each. Any number of workers may do this at
 * once: one of them is at it, the others find nothing to do. Stops early after `limit`.
 */
export function actOnDueMeetings(deps: MeetingDeps) {
  return async (input: { readonly limit: number }): Promise<DueActions> => {
    const failures: { meetingId: string; error: unknown }[] = [];
    let lookedAt = 0;
    let latenessMs = 0;
    while (lookedAt < input.limit) {
      const at = deps.clock.now();
      const looked = await lookAtFirstDue(deps, at);
      if (!looked) break;
      lookedAt += 1;
      latenessMs = Math.max(latenessMs, at.getTime() - looked.due.getTime());
      if (looked.kind === 'failed') failures.push({ meetingId: looked.meetingId, error: looked.error });
      else await tell(deps, looked.before, looked.seen, at);
    }
    return { lookedAt, failures, latenessMs };
  };
}

type Looked =
  | { readonly kind: 'seen'; readonly due: Date; readonly before: Meeting; readonly seen: Seen }
  | { readonly kind: 'failed'; readonly due: Date; readonly meetingId: string; readonly error: unknown };

async function lookAtFirstDue(deps: MeetingDeps, at: Date): Promise<Looked | null> {
  const looking: { meeting: Meeting | null } = { meeting: null };
  try {
    return await deps.database.transaction(async (stores) => {
      looking.meeting = null;
      if (!(await stores.meetings.becomeDispatcher())) return null;
      const before = await stores.meetings.lockFirstDue(at);
      if (!before) return null;
      looking.meeting = before;
      const seen = await lookAtMeeting(deps, stores, before, at);
      return { kind: 'seen', due: before.nextActionAt ?? at, before, seen } as const;
    });
  } catch (error) {
    const { meeting } = looking;
    if (!meeting) throw error;
    await deps.database.transaction((stores) => putOff(deps, stores, meeting, at));
    return { kind: 'failed', due: meeting.nextActionAt ?? at, meetingId: meeting.id, error };
  }
}

async function putOff(deps: MeetingDeps, stores: Stores, { id, revision }: Meeting, at: Date): Promise<void> {
  const meeting = await stores.meetings.lock(id);
  if (meeting?.revision !== revision || meeting.nextActionAt === null) return;
  await stores.meetings.update({ ...meeting, nextActionAt: after(at, deps.timings.retrySeconds) });
}

async function tell(deps: MeetingDeps, before: Meeting, seen: Seen, at: Date): Promise<void> {
  const { meeting, reminded, queued, unclaimedCallId } = seen;
  hintAt(deps.hints, meeting);
  if (unclaimedCallId !== null) deps.hints.callQueued(unclaimedCallId);
  if (queued) announceAttempt(deps, queued);
  if (reminded) await popReminder(deps, meeting, reminded, at);
  if (!seen.hasChanged) return;
  await announceMeeting(deps, meeting, at, [
    before.userId,
    reminded?.userId ?? null,
    queued?.agent.state.userId ?? null,
  ]);
}

async function popReminder(
  deps: MeetingDeps,
  { id, contactId, number }: Meeting,
  { userId, popWindowId }: NonNullable<Seen['reminded']>,
  at: Date,
): Promise<void> {
  const view = await deps.database.read.meetings.view(id);
  if (!view) return;
  const card = await reminderCard(deps.database.read, { userId, contactId, number, at });
  deps.publisher.toUser(userId, 'meeting:reminded', { meeting: view, card, popWindowId });
}
