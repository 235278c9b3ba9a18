import { useQueryClient } from '@tanstack/vue-query';
import { ref } from 'vue';
import type { MeetingView } from '../../../server/realtime/events.ts';
import { callMeeting, cancelMeeting, declineMeeting, snoozeMeeting } from '../../api/meetings.ts';
import { shortInstant } from '../../composables/instants.ts';
import { complain, say } from '../../composables/useNotices.ts';
import { useText } from '../../composables/useText.ts';
import { whoIsPromised } from './meeting-words.ts';

/** What can be done with a promise. True when the server has taken it. */
export function useMeetingActions() {
  const queries = useQueryClient();
  const { t } = useText();
  const isWorking = ref(false);

  async function attempt(work: () => Promise<unknown>, done: string): Promise<boolean> {
    if (isWorking.value) return false;
    isWorking.value = true;
    try {
      await work();
      say(done);
      return true;
    } catch (error) {
      complain(error);
      return false;
    } finally {
      isWorking.value = false;
      void queries.invalidateQueries({ queryKey: ['meetings'] });
    }
  }

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
