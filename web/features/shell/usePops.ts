import { useQueryClient, type InfiniteData } from '@tanstack/vue-query';
import { onScopeDispose, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import type { CallWithCard, TimelineItem } from '../../../server/realtime/events.ts';
import type { Contact } from '../../api/contacts.ts';
import { useSession } from '../../composables/useSession.ts';
import { text } from '../../composables/useText.ts';
import { lookAgain } from '../../composables/look-again.ts';
import { say } from '../../composables/useNotices.ts';
import { callerName, hitWords } from '../caller/caller-words.ts';
import { useDesk } from '../desk/useDesk.ts';
import { timelineAfter, type TimelinePage } from '../timeline/timeline-pages.ts';
import { useHandOvers } from '../hand-over/useHandOvers.ts';
import { useDialogs } from './useDialogs.ts';
import { useShownOnce } from './useShownOnce.ts';
import { useRightsChanged } from './useRightsChanged.ts';
import { tabOfCard, tabPath, useTabs } from './useTabs.ts';

/** Opens the desk and turns its events into what this window does: tabs, words for a screen reader, fresh data. */
export function usePops() {
  const desk = useDesk();
  const tabs = useTabs();
  const dialogs = useDialogs();
  const shownOnce = useShownOnce();
  const session = useSession();
  const router = useRouter();
  const queries = useQueryClient();
  const rightsChanged = useRightsChanged();
  const handOvers = useHandOvers();
  const announcement = ref('');

  function show(current: CallWithCard): void {
    const tab = tabOfCard(current.call.id, current.card, callerName(current.call, current.card));
    const path = tabPath(tab);
    tabs.open(tab);
    tabs.pulse(path);
    park();
    void router.push(path);
  }

  function park(): void {
    dialogs.park();
    shownOnce.park();
  }

  desk.open({
    pop(current) {
      const { call, card } = current;
      const name = callerName(call, card);
      const isKnown = card.kind === 'contact' || card.kind === 'organization';
      announcement.value = isKnown
        ? text('bar.announced', { name, why: hitWords(card.hit, Date.now()) })
        : text('bar.announcedUnknown', { number: name });
      show(current);
    },
    identified(current) {
      const tab = tabOfCard(current.call.id, current.card, callerName(current.call, current.card));
      const isShown = router.currentRoute.value.path === `/callers/${current.call.id}`;
      tabs.replace(current.call.id, tab);
      if (isShown && tab.kind === 'contact') void router.replace(tabPath(tab));
    },
    remind({ meeting, card }) {
      announcement.value = text('meetings.reminderTitle') + ': ' + meeting.name;
      if (card.kind !== 'contact' || desk.talking !== null) return;
      tabs.open({ kind: 'contact', id: card.contactId, title: card.name });
      park();
      void router.push(`/contacts/${card.contactId}`);
    },
    timeline({ contactId, item }) {
      for (const [key, data] of queries.getQueriesData<InfiniteData<TimelinePage>>({
        queryKey: ['timeline', contactId],
      })) {
        const kind = key[2] as TimelineItem['kind'] | null;
        if (data !== undefined) queries.setQueryData(key, timelineAfter(data, item, kind));
        // an answer that is still under way may be older than this event
        if (queries.isFetching({ queryKey: key }) > 0) void lookAgain(queries, key);
      }
      void lookAgain(queries, ['calls']);
      void lookAgain(queries, ['meetings']);
    },
    watching(contactId) {
      void lookAgain(queries, ['timeline', contactId]);
    },
    contact({ contactId, version }) {
      const known = queries.getQueryData<Contact>(['contact', contactId]);
      if (known === undefined || known.version < version) {
        void lookAgain(queries, ['contact', contactId]);
      }
      void lookAgain(queries, ['contacts']);
    },
    handOver: (event) => handOvers.take(event),
    refreshed: () => handOvers.refresh(),
    accessChanged: () => void rightsChanged(),
    sessionEnded({ reason }) {
      session.ended(reason);
    },
    caughtUp() {
      void lookAgain(queries);
      say(text('connection.restored'));
    },
  });

  watch(
    () => (desk.ringing === null ? null : callerName(desk.ringing.call, desk.ringing.card)),
    (name) => (document.title = name === null ? text('app.name') : text('bar.titleRinging', { name })),
    { immediate: true },
  );
  // A caller who is no contact has nothing left to show once the work on the call is done and another page is open.
  watch([() => desk.connection, () => desk.state, router.currentRoute], ([connection, state, route]) => {
    const isBusy = ['ringing', 'on_call', 'wrap_up'].includes(state.agent?.status ?? '');
    if (connection !== 'online' || isBusy || state.calls.length > 0 || state.wrapUp !== null) return;
    for (const tab of tabs.tabs) {
      if (tab.kind === 'caller' && route.path !== tabPath(tab)) tabs.close(tab);
    }
  });
  watch(
    () => session.user,
    (user) => {
      if (user !== null) return;
      void router.push({ path: '/sign-in', query: { next: router.currentRoute.value.fullPath } });
      // whoever signs in next sees with other eyes
      queries.clear();
    },
  );
  onScopeDispose(() => {
    desk.close();
    document.title = text('app.name');
  });

  return { announcement, show };
}
