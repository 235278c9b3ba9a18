import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { CallerCard } from '../../../server/realtime/events.ts';
import { useSession } from '../../composables/useSession.ts';
import { useStored } from '../../composables/useStored.ts';

/** An open record. A caller who is no contact yet has a tab of the call. */
export interface RecordTab {
  readonly kind: 'contact' | 'caller';
  /** Contact id, or call id of a caller. */
  readonly id: string;
  readonly title: string;
}

export function tabPath(tab: Pick<RecordTab, 'kind' | 'id'>): string {
  return tab.kind === 'contact' ? `/contacts/${tab.id}` : `/callers/${tab.id}`;
}

/** Which record a card belongs in. */
export function tabOfCard(callId: string, card: CallerCard, title: string): RecordTab {
  if (card.kind === 'contact') return { kind: 'contact', id: card.contactId, title: card.name };
  return { kind: 'caller', id: callId, title };
}

/**
 * The records open in this window, in their order; a reload keeps them. Each person has one's own: who signs in next,
 * or looks as somebody else, sees no name that was opened with other eyes.
 */
export const useTabs = defineStore('tabs', () => {
  const session = useSession();
  const tabsOf = useStored<Readonly<Record<string, RecordTab[]>>>('ringdesk:tabs', {});
  const tabs = computed<RecordTab[]>({
    get: () => tabsOf.value[session.eyes] ?? [],
    set: (now) => (tabsOf.value = { ...tabsOf.value, [session.eyes]: now }),
  });
  /** Path of the tab that was opened by a call just now, for its one pulse. */
  const pulsing = ref<string | null>(null);

  function open(tab: RecordTab): void {
    const at = indexOf(tab);
    if (at === -1) tabs.value = [...tabs.value, tab];
    else if (tab.title !== '') tabs.value = tabs.value.with(at, tab);
  }

  /** The caller turned out to be somebody: the tab stays where it is and shows the contact. */
  function replace(callId: string, tab: RecordTab): void {
    const at = indexOf({ kind: 'caller', id: callId });
    if (at === -1) return;
    const isOpenAlready = indexOf(tab) !== -1;
    tabs.value = isOpenAlready ? tabs.value.toSpliced(at, 1) : tabs.value.with(at, tab);
  }

  /** Closes it and says where to go from there: the neighbour, or null. */
  function close(tab: Pick<RecordTab, 'kind' | 'id'>): RecordTab | null {
    const at = indexOf(tab);
    if (at !== -1) tabs.value = tabs.value.toSpliced(at, 1);
    return tabs.value[Math.min(at, tabs.value.length - 1)] ?? null;
  }

  function pulse(path: string): void {
    pulsing.value = path;
  }

  function indexOf(tab: Pick<RecordTab, 'kind' | 'id'>): number {
    return tabs.value.findIndex((one) => one.kind === tab.kind && one.id === tab.id);
  }

  return { tabs, pulsing, open, replace, close, pulse };
});
