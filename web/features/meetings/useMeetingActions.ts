import { useQueryClient } from '@tanstack/vue-query';
import type { MeetingView } from '../../../server/realtime/events.ts';
import { callMeeting, cancelMeeting, declineMeeting, snoozeMeeting } from '../../api/meetings.ts';
import { shortInstant } from '../../composables/instants.ts';
import { lookAgain } from '../../composables/look-again.ts';
import { useAttempt } from '../../composables/useAttempt.ts';
import { useText } from '../../composables/useText.ts';
import { whoIsPromised } from './meeting-words.ts';

/** What can be done with a promise. True when the server has taken it. */
export function useMeetingActions() {
  const queries = useQueryClient();
  const { t } = useText();
  const { isWorking, attempt } = useAttempt(() => void lookAgain(queries, ['meetings']));

  const call = (meeting: MeetingView) =>
    attempt(() => callMeeting(meeting.id), t('meetings.calling', { name: whoIsPromised(meeting) }));
  const cancel = (meeting: MeetingView) =>
    attempt(() => cancelMeeting(meeting.id), t('meetings.cancelled', { name: meeting.name }));
  const snooze = (meeting: MeetingView, minutes: number) => {
    const when = shortInstant(new Date(Date.now() + minutes * 60_000).toISOString(), Date.now());
    return attempt(() => snoozeMeeting(meeting.id, minutes), t('meetings.snoozed', { when }));
  };
  const decline = (meeting: MeetingView, reason: string) =>
    attempt(() => declineMeeting(meeting.id, reason), t('meetings.declined', { name: meeting.name }));

  return { isWorking, call, cancel, snooze, decline };
}
