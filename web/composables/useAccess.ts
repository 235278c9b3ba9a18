import { computed } from 'vue';
import { mayEnter, type Place } from '../features/access/may-enter.ts';
import { useSession } from './useSession.ts';

/** What to show of a place: nothing without the eye, no buttons for changes without the pencil or while looking as somebody. */
export function useAccess() {
  const session = useSession();
  const isPreview = computed(() => session.previewedBy !== null);

  function maySee(place: Place): boolean {
    return session.user !== null && mayEnter(session.user, place, 'read');
  }

  function mayChange(place: Place): boolean {
    return session.user !== null && !isPreview.value && mayEnter(session.user, place, 'change');
  }

  return { maySee, mayChange, isPreview };
}
