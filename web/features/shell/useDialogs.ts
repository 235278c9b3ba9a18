import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useStored } from '../../composables/useStored.ts';
import type { MeetingMode, MeetingView } from '../../../server/realtime/events.ts';

export interface MeetingStart {
  readonly name?: string;
  readonly number?: string;
  readonly mode?: MeetingMode;
  readonly contact?: { readonly id: string; readonly name: string } | null;
  readonly projectId?: string | null;
}

/** A form in a dialog. `title` names it when it waits in the tab strip. */
export type OpenDialog =
  | { readonly kind: 'contact'; readonly title: string }
  | {
      readonly kind: 'meeting';
      readonly title: string;
      readonly start: MeetingStart;
      readonly meeting: MeetingView | null;
    };

/** One form at a time. A call parks it: its place is taken by the card, its words wait in the tab strip. */
export const useDialogs = defineStore('dialogs', () => {
  const dialog = useStored<{ readonly form: OpenDialog; readonly isParked: boolean } | null>(
    'ringdesk:dialog',
    null,
  );
  const shown = computed(() => (dialog.value?.isParked === false ? dialog.value.form : null));
  const parked = computed(() => (dialog.value?.isParked === true ? dialog.value.form : null));

  function open(form: OpenDialog): void {
    dialog.value = { form, isParked: false };
  }

  function park(): void {
    if (dialog.value !== null) dialog.value = { ...dialog.value, isParked: true };
  }

  function resume(): void {
    if (dialog.value !== null) dialog.value = { ...dialog.value, isParked: false };
  }

  function close(): void {
    dialog.value = null;
  }

  /** What was typed is saved: the form goes, though a call may have parked it while the server was asked. */
  function finish(kind: OpenDialog['kind']): void {
    if (dialog.value?.form.kind === kind) close();
  }

  return { shown, parked, open, park, resume, close, finish };
});
