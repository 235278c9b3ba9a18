import { useQueryClient } from '@tanstack/vue-query';
import { useRouter } from 'vue-router';
import { getContact } from '../../api/contacts.ts';
import { ApiError } from '../../api/http.ts';
import { lookAgain } from '../../composables/look-again.ts';
import { complain, say } from '../../composables/useNotices.ts';
import { useSession } from '../../composables/useSession.ts';
import { text } from '../../composables/useText.ts';
import { homePath, isOpen } from '../../router.ts';
import { useTabs } from './useTabs.ts';

/** The rights of this user were changed: the menu, the page and the lists follow at once. */
export function useRightsChanged(): () => Promise<void> {
  const session = useSession();
  const router = useRouter();
  const queries = useQueryClient();
  const tabs = useTabs();

  return async () => {
    try {
      await session.refresh();
    } catch (error) {
      return complain(error);
    }
    // what is not on the screen must not come back from memory
    queries.removeQueries({ type: 'inactive' });
    const isGone = !isOpen(router.currentRoute.value);
    if (isGone || router.currentRoute.value.path === '/welcome') await router.replace(homePath());
    // a Director's own rights do not change: this was the structure, which lists and menu follow silently
    if (isGone) say(text('access.pageGone'));
    else if (session.user?.role !== 'director') say(text('access.changed'));
    await Promise.all([lookAgain(queries), closeTabsOutOfReach()]);
  };

  async function closeTabsOutOfReach(): Promise<void> {
    await Promise.all(
      tabs.tabs
        .filter(({ kind }) => kind === 'contact')
        .map(async (tab) => {
          try {
            await getContact(tab.id);
          } catch (error) {
            const isHidden = error instanceof ApiError && ['not_found', 'forbidden'].includes(error.code);
            if (isHidden) tabs.close(tab);
          }
        }),
    );
  }
}
