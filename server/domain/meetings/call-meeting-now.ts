import type { Viewer } from '../access/viewer.ts';
import { DomainError } from '../shared/domain-error.ts';
import { announceMeeting } from './announce-meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { lockOwnMeeting } from './own-meeting.ts';
import { announceAttempt, startAttempt } from './start-attempt.ts';
import { visibleMeeting } from './visible-meeting.ts';

export interface CallMeetingNow {
  readonly viewer: Viewer;
  readonly meetingId: string;
}

/**
 * The agent's *Call* (M11): an attempt begins at once, at the agent's own phone. Throws DomainError 'not_found',
 * 'forbidden', 'too_late' (dialled already, or the window is over), and 'conflict' with the field `from` before the
 * window or `agent` (an AgentObstacle) when the agent's phone cannot be rung,
 * or `trunk` when the trunks are full.
 */
export function callMeetingNow(deps: MeetingDeps) {
  return async ({ viewer, meetingId }: CallMeetingNow): Promise<{ readonly callId: string }> => {
    await visibleMeeting(deps, viewer, meetingId);
    const at = deps.clock.now();
    const started = await deps.database.transaction(async (stores) => {
      const meeting = await lockOwnMeeting(stores, viewer, meetingId);
      if (at >= meeting.toAt) throw new DomainError('too_late', 'the window is over');
      if (at < meeting.fromAt)
        throw new DomainError('conflict', 'the window has not begun', { from: 'too_early' });
      if ((await stores.meetings.freeChannels()) <= 0) {
        throw new DomainError('conflict', 'every channel of the trunks is taken', { trunk: 'no_channel' });
      }
      const attempt = await startAttempt(deps, stores, meeting, [viewer.userId], at);
      if (attempt) return attempt;
      const obstacle = await stores.meetings.obstacleOf(viewer.userId, meetingId, at);
      throw new DomainError('conflict', 'the agent cannot be rung', { agent: obstacle ?? 'agent_busy' });
    });
    announceAttempt(deps, started.queued);
    await announceMeeting(deps, started.meeting, at, [viewer.userId]);
    return { callId: started.queued.callId };
  };
}
