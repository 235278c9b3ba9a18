import { findContactReach } from '../access/find-contact-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { announceMeeting } from './announce-meeting.ts';
import { checkMeeting, type Confirmation, type MeetingDraft } from './check-meeting.ts';
import { hintAt } from './hint-at.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { planMeeting } from './plan-meeting.ts';

export interface ScheduleMeeting {
  readonly viewer: Viewer;
  readonly draft: MeetingDraft;
  readonly confirm: readonly Confirmation[];
}

/** A call is promised (M10). Throws DomainError 'invalid' and 'needs_confirmation'; see `checkMeeting`. */
export function scheduleMeeting(deps: MeetingDeps) {
  return async ({ viewer, draft, confirm }: ScheduleMeeting): Promise<{ readonly meetingId: string }> => {
    const at = deps.clock.now();
    const reach = await findContactReach(deps)(viewer);
    const meetingId = deps.newId();
    const meeting = await deps.database.transaction(async (stores) => {
      const check = { draft, confirm, reach, at, before: null, meetingId };
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
      await stores.meetings.insert(planned);
      await stores.meetings.putOnTimeline(planned, deps.newId());
      return planned;
    });
    hintAt(deps.hints, meeting);
    await announceMeeting(deps, meeting, at);
    return { meetingId };
  };
}
