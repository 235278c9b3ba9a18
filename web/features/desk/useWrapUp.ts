import { computed, watch } from 'vue';
import { useRouter } from 'vue-router';
import { completeWrapUp } from '../../api/calls.ts';
import { addNote } from '../../api/contacts.ts';
import { dropDraft, useDraft } from '../../composables/drafts.ts';
import { useAccess } from '../../composables/useAccess.ts';
import { complain, say, type Notice } from '../../composables/useNotices.ts';
import { useNow } from '../../composables/useNow.ts';
import { useText } from '../../composables/useText.ts';
import { useDesk } from './useDesk.ts';

export interface CallNote {
  readonly outcomeId: string | null;
  readonly note: string;
}

const draftOf = (callId: string) => `call:${callId}`;
const nothing: CallNote = { outcomeId: null, note: '' };

/** What the agent writes about the current call, from the first word in the call to the end of the wrap-up. */
export function useWrapUp() {
  const desk = useDesk();
  const router = useRouter();
  const now = useNow();
  const { t } = useText();
  const { mayChange } = useAccess();
  const wrapUp = computed(() => desk.state.wrapUp);
  const callId = computed(() => wrapUp.value?.callId ?? desk.current?.call.id ?? 'none');
  const { draft } = useDraft<CallNote>(() => draftOf(callId.value));
  const secondsLeft = computed(() => {
    if (wrapUp.value === null) return 0;
    return Math.max(0, Math.ceil((Date.parse(wrapUp.value.until) - now.value) / 1000));
  });
  const shareLeft = computed(() => {
    if (wrapUp.value === null) return 0;
    const whole = Date.parse(wrapUp.value.until) - Date.parse(wrapUp.value.startedAt);
    return whole <= 0 ? 0 : Math.min(1, (Date.parse(wrapUp.value.until) - now.value) / whole);
  });

  function change(part: Partial<CallNote>): void {
    draft.value = { ...nothing, ...draft.value, ...part };
  }

  let sending: string | null = null;

  async function finish(isByTime = false): Promise<void> {
    const done = wrapUp.value;
    if (done === null || sending === done.callId || !mayChange('calls')) return;
    sending = done.callId;
    const { outcomeId, note } = draft.value ?? nothing;
    const contactId = done.call.contactId;
    try {
      await completeWrapUp(done.callId, outcomeId, note.trim());
      dropDraft(draftOf(done.callId));
      desk.wrapUpSent(done.callId);
      if (isByTime) say(t('bar.savedByTime'));
    } catch (error) {
      const canKeep = contactId !== null && note.trim() !== '';
      complain(error, canKeep ? asNote(done.callId, contactId, note.trim()) : null);
    } finally {
      sending = null;
    }
  }

  /** The last resort, for as long as it takes. */
  function asNote(ofCallId: string, contactId: string, note: string): Notice['action'] {
    const run = async (): Promise<void> => {
      try {
        await addNote(contactId, note);
        dropDraft(draftOf(ofCallId));
        await router.push(`/contacts/${contactId}`);
      } catch (error) {
        complain(error, asNote(ofCallId, contactId, note));
      }
    };
    return { label: t('bar.saveAsNote'), run: () => void run() };
  }

  // The server ends an expired wrap-up without the words that are only here: send them a moment before.
  watch(secondsLeft, (left) => {
    if (left <= 1 && wrapUp.value !== null && draft.value !== null) void finish(true);
  });

  return { wrapUp, draft, change, finish, secondsLeft, shareLeft };
}
