import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useSession } from '../../composables/useSession.ts';
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
  | { readonly kind: 'contact' | 'user'; readonly title: string }
  | {
      readonly kind: 'meeting';
      readonly title: string;
      readonly start: MeetingStart;
      readonly meeting: MeetingView | null;
    };

interface Held {
  readonly form: OpenDialog;
  readonly isParked: boolean;
}

/**
 * One form at a time. A call parks it: its place is taken by the card, its words wait in the tab strip. Whoever signs
 * in next has none of it.
 */
export const useDialogs = defineStore('dialogs', () => {
  const session = useSession();
  const dialogOf = useStored<Readonly<Record<string, Held>>>('ringdesk:dialogs', {});
  const dialog = computed<Held | null>({
    get: () => dialogOf.value[session.eyes] ?? null,
    set(now) {
      const { [session.eyes]: _, ...others } = dialogOf.value;
      dialogOf.value = now === null ? others : { ...others, [session.eyes]: now };
    },
  });
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

  /** With the words of a form that was signed out of goes the form. */
  function closeAll(): void {
    dialogOf.value = {};
  }

  return { shown, parked, open, park, resume, close, finish, closeAll };
});
