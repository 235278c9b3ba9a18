import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { useSession } from '../../composables/useSession.ts';

/** What the server tells this once. `title` names it when it waits in the tab strip. */
export type ShownOnce =
  | { readonly kind: 'codes'; readonly title: string; readonly codes: readonly string[] }
  | {
      readonly kind: 'phone';
      readonly title: string;
      readonly login: string;
      readonly password: string;
    };

interface Held {
  readonly eyes: string;
  readonly what: ShownOnce;
}

/**
 * It is held until somebody says that it is kept, whatever becomes of the page it was asked for on; a call parks it.
 * In memory alone: secrets are written nowhere.
 */
export const useShownOnce = defineStore('shown-once', () => {
  const session = useSession();
  const held = shallowRef<readonly Held[]>([]);
  const isParked = shallowRef(false);
  const next = computed(() => held.value.find(({ eyes }) => eyes === session.eyes)?.what ?? null);
  const shown = computed(() => (isParked.value ? null : next.value));
  const parked = computed(() => (isParked.value ? next.value : null));

  function show(what: ShownOnce): void {
    held.value = [...held.value, { eyes: session.eyes, what }];
  }

  function park(): void {
    isParked.value = next.value !== null;
  }

  function resume(): void {
    isParked.value = false;
  }

  function done(): void {
    held.value = held.value.filter(({ what }) => what !== next.value);
    isParked.value = false;
  }

  return { next, shown, parked, show, park, resume, done };
});
