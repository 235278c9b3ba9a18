import { findPeople } from '../access/find-reach.ts';
import { pickersOf } from '../access/pickers.ts';
import type { Viewer } from '../access/viewer.ts';
import { announceMeeting } from './announce-meeting.ts';
import { checkMeeting, type MeetingDraft } from './check-meeting.ts';
import type { Confirmation } from './confirmations.ts';
import { meetingReaches } from './cut-meeting.ts';
import { hintAt } from './hint-at.ts';
import type { Meeting, MeetingView } from './meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { planMeeting } from './plan-meeting.ts';
import { savedMeeting } from './saved-meeting.ts';
import { visibleMeeting } from './visible-meeting.ts';

export interface ScheduleMeeting {
  readonly viewer: Viewer;
  /** Made from the client's idempotency key, so that a repeated request finds what the first one made; or null. */
  readonly meetingId: string | null;
  readonly draft: MeetingDraft;
  readonly confirm: readonly Confirmation[];
}

/**
 * A call is promised (M10). Throws DomainError 'invalid' and 'needs_confirmation', see `checkMeeting`; 'not_found' for a
 * repeated request about a meeting out of reach by now.
 */
export function scheduleMeeting(deps: MeetingDeps) {
  return async ({ viewer, draft, confirm, ...asked }: ScheduleMeeting): Promise<MeetingView> => {
    const at = deps.clock.now();
    const people = await findPeople(deps.database.read, viewer);
    const reaches = meetingReaches(viewer, people);
    const { contacts } = reaches.read;
    const pickers = pickersOf(viewer, people);
    const meetingId = asked.meetingId ?? deps.newId();
    const meeting = await deps.database.transaction(async (stores) => {
      if (asked.meetingId !== null && (await stores.meetings.lock(meetingId))) return null;
      const check = { draft, confirm, contacts, pickers, at, before: null, meetingId };
      const { project, fields } = await checkMeeting(stores, check);
      const unplanned: Meeting = {
        ...fields,
        id: meetingId,
        status: 'planned',
        statusReason: null,
        revision: 1,
        nextActionAt: null,
        attemptCount: 0,
        remindedAt: null,
        popWindowId: null,
        authorId: viewer.userId,
        createdAt: at,
      };
      const planned = planMeeting(unplanned, project, null, at);
      if (!(await stores.meetings.insert(planned))) return null;
      await stores.meetings.putOnTimeline(planned, deps.newId());
      return planned;
    });
    // asked again, it is shown as it would be now, if it would: it may have gone out of reach since
    if (!meeting) return visibleMeeting(deps, viewer, meetingId);
    hintAt(deps.hints, meeting);
    await announceMeeting(deps, meeting, at);
    return savedMeeting(deps, meetingId, reaches);
  };
}
