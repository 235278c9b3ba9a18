import { actOnMeeting } from '#domain/meetings/act-on-meeting.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import type { JobHandler } from '#jobs/consumer.ts';
import type { MeetingWatch } from '../meeting-watch.ts';

export function actOnMeetingHandler(deps: MeetingDeps, watch: MeetingWatch): JobHandler<'act-on-meeting'> {
  return {
    job: 'act-on-meeting',
    handle: async ({ meetingId, revision }) =>
      void watch.saw(await actOnMeeting(deps)({ meetingId, revision })),
  };
}
