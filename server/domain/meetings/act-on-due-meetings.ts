import type { Stores } from '../shared/database.ts';
import { announceMeeting } from './announce-meeting.ts';
import { hintAt } from './hint-at.ts';
import { reminderCard } from '../calls/reminder-card.ts';
import { lookAtMeeting, type Seen } from './look-at-meeting.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { after } from './meeting-timings.ts';
import { announceAttempt } from './start-attempt.ts';
import { meetingFor } from './visible-meeting.ts';

export interface DueActions {
  readonly lookedAt: number;
  /** Meetings whose look threw and which were put off, or of which somebody could not be told: nobody is held up. */
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
    const failed = (meetingId: string) => (error: unknown) => void failures.push({ meetingId, error });
    const telling = upTo(TELLING_AT_ONCE);
    while (lookedAt < input.limit) {
      const looked = await lookAtFirstDue(deps);
      if (!looked) break;
      lookedAt += 1;
      latenessMs = Math.max(latenessMs, looked.at.getTime() - looked.due.getTime());
      if (looked.kind === 'failed') failed(looked.meetingId)(looked.error);
      else
        await telling.add(tell(deps, looked.before, looked.seen, looked.at).catch(failed(looked.before.id)));
    }
    await telling.done();
    return { lookedAt, failures, latenessMs };
  };
}

/** Nobody's call waits until others have been told of theirs. */
const TELLING_AT_ONCE = 6;

/** Lets so many promises run beside each other; `add` waits while there are more. */
function upTo(limit: number) {
  const running = new Set<Promise<void>>();
  return {
    add: async (work: Promise<void>): Promise<void> => {
      const tracked = work.finally(() => running.delete(tracked));
      running.add(tracked);
      if (running.size >= limit) await Promise.race(running);
    },
    done: async (): Promise<void> => void (await Promise.all(running)),
  };
}

interface LookedAt {
  readonly at: Date;
  readonly due: Date;
}
type Looked =
  | (LookedAt & { readonly kind: 'seen'; readonly before: Meeting; readonly seen: Seen })
  | (LookedAt & { readonly kind: 'failed'; readonly meetingId: string; readonly error: unknown });

async function lookAtFirstDue(deps: MeetingDeps): Promise<Looked | null> {
  const looking: { meeting: Meeting | null } = { meeting: null };
  try {
    return await deps.database.transaction(async (stores) => {
      looking.meeting = null;
      if (!(await stores.meetings.becomeDispatcher())) return null;
      // only now: what is begun later has the later time
      const at = deps.clock.now();
      const before = await stores.meetings.lockFirstDue(at);
      if (!before) return null;
      looking.meeting = before;
      const seen = await lookAtMeeting(deps, stores, before, at);
      return { kind: 'seen', at, due: before.nextActionAt ?? at, before, seen } as const;
    });
  } catch (error) {
    const { meeting } = looking;
    if (!meeting) throw error;
    const at = deps.clock.now();
    await deps.database.transaction((stores) => putOff(deps, stores, meeting, at));
    return { kind: 'failed', at, due: meeting.nextActionAt ?? at, meetingId: meeting.id, error };
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
  const fact = await deps.database.read.meetings.view(id);
  const meeting = fact && (await meetingFor(deps.database.read, fact, userId));
  if (!meeting) return;
  const card = await reminderCard(deps.database.read, { userId, contactId, number, at });
  deps.publisher.toUser(userId, 'meeting:reminded', { meeting, card, popWindowId });
}
