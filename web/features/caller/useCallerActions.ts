import { computed } from 'vue';
import { assignCaller, quickAddCaller, rejectCaller } from '../../api/calls.ts';
import { useAccess } from '../../composables/useAccess.ts';
import { useAttempt } from '../../composables/useAttempt.ts';
import { useText } from '../../composables/useText.ts';

/** What an agent says about who is calling. The desk's event `call:identified` then brings the new card. */
export function useCallerActions() {
  const { t } = useText();
  const { mayChange } = useAccess();
  /** Nothing is offered that would be refused; of a contact, its own `mayChange` has a say besides. */
  const mayTie = computed(() => mayChange('calls'));
  const mayAdd = computed(() => mayTie.value && mayChange('contacts'));
  const { isWorking, attempt } = useAttempt();

  const assign = (callId: string, contactId: string, name: string) =>
    attempt(() => assignCaller(callId, contactId), t('card.assigned', { name }));

  const reject = (callId: string, contactId: string, name: string) =>
    attempt(() => rejectCaller(callId, contactId), t('card.wrongPersonDone', { name }));

  const add = (callId: string, fullName: string) => {
    const { firstName, lastName } = splitName(fullName);
    return attempt(
      () => quickAddCaller(callId, firstName, lastName),
      t('contact.added', { name: fullName.trim() }),
    );
  };

  return { isWorking, mayTie, mayAdd, assign, reject, add };
}

/** The first word is the first name; a single word is one too (or a company). */
export function splitName(fullName: string): { readonly firstName: string; readonly lastName: string } {
  const [firstName = '', ...rest] = fullName.trim().split(/\s+/);
  return { firstName, lastName: rest.join(' ') };
}
