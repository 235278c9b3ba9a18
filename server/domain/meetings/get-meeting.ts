import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import type { MeetingView } from './meeting.ts';
import { visibleMeeting } from './visible-meeting.ts';

/** One meeting. Throws DomainError 'not_found'. */
export function getMeeting(deps: Deps) {
  return (input: { readonly viewer: Viewer; readonly meetingId: string }): Promise<MeetingView> =>
    visibleMeeting(deps, input.viewer, input.meetingId);
}
