import { findPeople } from '../access/find-reach.ts';
import { pickersOf } from '../access/pickers.ts';
import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import { announceMeeting } from './announce-meeting.ts';
import { checkMeeting, type CheckedMeeting, type MeetingDraft } from './check-meeting.ts';
import type { Confirmation } from './confirmations.ts';
import { meetingReaches } from './cut-meeting.ts';
import { hintAt } from './hint-at.ts';
import { saidAs } from './local-time.ts';
import type { Meeting, MeetingView } from './meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { lockOpenToChange } from './open-to-change.ts';
import { planMeeting } from './plan-meeting.ts';
import { savedMeeting } from './saved-meeting.ts';
import { changeableMeeting } from './visible-meeting.ts';

export interface ChangeMeeting {
  readonly viewer: Viewer;
  readonly meetingId: string;
  /** The revision the change was made on. */
  readonly revision: number;
  /** What is absent stays. */
  readonly changes: Partial<MeetingDraft>;
  readonly confirm: readonly Confirmation[];
}

/**
 * Moves, reassigns or rewords a meeting up to the moment of dialling. Throws DomainError 'not_found', 'forbidden', 'too_late',
 * 'conflict' (the revision is not the latest), 'invalid' and 'needs_confirmation'.
 */
export function changeMeeting(deps: MeetingDeps) {
  return async ({ viewer, meetingId, revision, changes, confirm }: ChangeMeeting): Promise<MeetingView> => {
    await changeableMeeting(deps, viewer, meetingId);
    const at = deps.clock.now();
    const people = await findPeople(deps.database.read, viewer);
    const reaches = meetingReaches(viewer, people);
    const { contacts } = reaches.read;
    const pickers = pickersOf(viewer, people);
    const { before, changed } = await deps.database.transaction(async (stores) => {
      const meeting = await lockOpenToChange(stores, meetingId);
      if (meeting.revision !== revision)
        throw new DomainError('conflict', 'the meeting was changed meanwhile');
      const draft = { ...draftOf(meeting), ...changes };
      const { project, fields } = await checkMeeting(stores, {
        draft,
        confirm,
        contacts,
        pickers,
        at,
        before: meeting,
        meetingId,
      });
      const number = changes.number === undefined ? numberOf(meeting) : {};
      const next: Meeting = { ...meeting, ...fields, ...number, revision: meeting.revision + 1 };
      const isReplanned = plansAnew(meeting, fields);
      const last = isReplanned ? await stores.meetings.lastAttemptOf(meetingId) : null;
      const saved = isReplanned ? planMeeting({ ...next, attemptCount: 0 }, project, last, at) : next;
      if (isReplanned) await stores.meetings.releaseAgent(meetingId);
      await stores.meetings.update(saved);
      await stores.meetings.putOnTimeline(saved, deps.newId());
      return { before: meeting, changed: saved };
    });
    hintAt(deps.hints, changed);
    await announceMeeting(deps, changed, at, [before.userId]);
    return savedMeeting(deps, meetingId, reaches);
  };
}

function draftOf(meeting: Meeting): MeetingDraft {
  return {
    ...meeting,
    from: saidAs(meeting.fromWall, meeting.timeZone, meeting.fromAt),
    to: saidAs(meeting.toWall, meeting.timeZone, meeting.toAt),
  };
}

function numberOf({
  number,
  extension,
  numberReceived,
}: Meeting): Pick<Meeting, 'number' | 'extension' | 'numberReceived'> {
  return { number, extension, numberReceived };
}

/** A new window, way or person is a new round: reminded again, attempts counted from nought. */
function plansAnew(before: Meeting, fields: CheckedMeeting['fields']): boolean {
  return (
    before.fromAt.getTime() !== fields.fromAt.getTime() ||
    before.toAt.getTime() !== fields.toAt.getTime() ||
    before.mode !== fields.mode ||
    before.userId !== fields.userId ||
    before.projectId !== fields.projectId ||
    before.number !== fields.number
  );
}
