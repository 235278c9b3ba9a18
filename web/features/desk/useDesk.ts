import { promiseTimeout } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type {
  CallView,
  CallWithCard,
  ReminderView,
  RequestedStatus,
  Withdrawal,
} from '../../../server/realtime/events.ts';
import { requestStatus } from '../../api/desk.ts';
import { setServerTime } from '../../composables/useNow.ts';
import { useStored } from '../../composables/useStored.ts';
import { connectDesk, type DeskSocket, type DeskSocketHandlers } from './desk-socket.ts';
import { afterEvent, emptyDesk, fromSnapshot, hasGap, type DeskEvent } from './desk-state.ts';
import { claimWindowId } from './window-id.ts';

type Listener = Pick<DeskSocketHandlers, 'timeline' | 'contact' | 'accessChanged' | 'sessionEnded'> & {
  /** The card is this window's to open. */
  readonly pop: (call: CallWithCard) => void;
  /** A call with an open card was tied to somebody else. */
  readonly identified: (call: CallWithCard) => void;
  /** From now on the contact's events arrive; what was read of it before may lack some. */
  readonly watching: (contactId: string) => void;
  readonly remind: (reminder: ReminderView) => void;
  readonly handOver: (event: HandOverEvent) => void;
  /** The desk was read anew: events may have been missed before. */
  readonly refreshed: () => void;
  readonly caughtUp: () => void;
};

export type HandOverEvent = Extract<
  DeskEvent,
  { readonly name: 'hand_over:requested' | 'hand_over:closed' | 'hand_over:decided' }
>;

/** How long a page waits to be told of changes before it reads what is there. */
const PATIENCE_MS = 1000;

/** The call that ended, or why this user's part in it is over though it goes on. */
export type LastCall = { readonly call: CallView } | { readonly withdrawn: Withdrawal };

/** The desk of the signed-in user: calls, state, wrap-up and reminders, the same in each window. */
export const useDesk = defineStore('desk', () => {
  const state = shallowRef(emptyDesk);
  const connection = ref<'connecting' | 'online' | 'offline'>('connecting');
  const isOutdated = ref(false);
  const lastCall = shallowRef<LastCall | null>(null);
  const windowId = claimWindowId();
  const popped = useStored<string[]>('ringdesk:popped', []);
  const watched = new Map<string, number>();
  let socket: DeskSocket | undefined;
  let waiting: DeskEvent[] | null = null;
  let listener: Listener | undefined;

  const ringing = computed(
    () => state.value.calls.find(({ call }) => call.status !== 'answered' && call.status !== 'ended') ?? null,
  );
  const talking = computed(() => state.value.calls.find(({ call }) => call.status === 'answered') ?? null);
  const current = computed<CallWithCard | null>(() => talking.value ?? ringing.value ?? state.value.wrapUp);

  function open(listeners: Listener): void {
    listener = listeners;
    socket = connectDesk({
      ...listeners,
      event: take,
      connected: () => void catchUp(),
      disconnected: () => {
        connection.value = 'offline';
      },
    });
    window.addEventListener('focus', reportFocus);
    window.addEventListener('offline', wentOffline);
    window.addEventListener('online', cameBack);
  }

  function close(): void {
    socket?.close();
    socket = undefined;
    state.value = emptyDesk;
    connection.value = 'connecting';
    window.removeEventListener('focus', reportFocus);
    window.removeEventListener('offline', wentOffline);
    window.removeEventListener('online', cameBack);
  }

  /** Asks for the very state; what arrives meanwhile waits and is taken in after it. */
  async function catchUp(): Promise<void> {
    if (socket === undefined || waiting !== null) return;
    waiting = [];
    const snapshot = await socket.open(windowId);
    const held = waiting;
    waiting = null;
    if (snapshot === 'outdated') isOutdated.value = true;
    if (snapshot === 'unavailable') connection.value = 'offline';
    if (typeof snapshot === 'string') return void setTimeout(() => void catchUp(), 2000);
    const wasAway = connection.value === 'offline';
    setServerTime(snapshot.now);
    state.value = fromSnapshot(snapshot);
    connection.value = 'online';
    for (const contactId of watched.keys()) void hear(contactId);
    for (const call of snapshot.calls) popOnce(call);
    for (const reminder of snapshot.reminders) remindOnce(reminder);
    for (const event of held) if (event.data.seq > snapshot.seq) take(event);
    listener?.refreshed();
    if (wasAway) listener?.caughtUp();
  }

  function take(event: DeskEvent): void {
    if (waiting !== null) return void waiting.push(event);
    if (hasGap(state.value, event)) return void catchUp();
    noteEnd(event);
    state.value = afterEvent(state.value, event);
    if (event.name === 'call:rang') popOnce(event.data);
    if (event.name === 'call:identified') listener?.identified(event.data);
    if (event.name === 'meeting:reminded') remindOnce(event.data);
    if (isHandOver(event)) listener?.handOver(event);
  }

  function isHandOver(event: DeskEvent): event is HandOverEvent {
    return event.name.startsWith('hand_over:');
  }

  function popOnce(call: CallWithCard): void {
    if (call.popWindowId !== windowId || !first(`call:${call.call.id}`)) return;
    listener?.pop(call);
  }

  function remindOnce(reminder: ReminderView): void {
    const { id, revision } = reminder.meeting;
    if (reminder.popWindowId !== windowId || !first(`meeting:${id}:${revision}`)) return;
    listener?.remind(reminder);
  }

  function first(key: string): boolean {
    if (popped.value.includes(key)) return false;
    popped.value = [...popped.value.slice(-49), key];
    return true;
  }

  function noteEnd(event: DeskEvent): void {
    if (event.name === 'call:rang') lastCall.value = null;
    if (event.name === 'call:ended') lastCall.value = { call: event.data.call };
    if (event.name === 'call:withdrawn') lastCall.value = { withdrawn: event.data.reason };
  }

  async function setStatus(status: RequestedStatus, reason: string | null = null): Promise<void> {
    const agent = await requestStatus(status, reason);
    const known = state.value.agent;
    if (known === null || agent.version > known.version) state.value = { ...state.value, agent };
  }

  /** The wrap-up is over here; the event that says so to the other windows may still be on its way. */
  function wrapUpSent(callId: string): void {
    if (state.value.wrapUp?.callId === callId) state.value = { ...state.value, wrapUp: null };
    lastCall.value = null;
  }

  function painted(callId: string): void {
    socket?.painted(callId, windowId);
  }

  /**
   * Resolves once events of the contact arrive, so that what is read after that misses none; or soon, for a page is
   * shown all the same, and `watching` then says when to look again.
   */
  async function watch(contactId: string): Promise<void> {
    watched.set(contactId, (watched.get(contactId) ?? 0) + 1);
    if (connection.value === 'online') await Promise.race([hear(contactId), promiseTimeout(PATIENCE_MS)]);
  }

  async function hear(contactId: string): Promise<void> {
    const isHeard = await socket?.watch(contactId);
    if (isHeard === true && watched.has(contactId)) listener?.watching(contactId);
  }

  function unwatch(contactId: string): void {
    const left = (watched.get(contactId) ?? 1) - 1;
    if (left > 0) return void watched.set(contactId, left);
    watched.delete(contactId);
    socket?.unwatch(contactId);
  }

  function reportFocus(): void {
    socket?.focused(windowId);
  }

  /** The socket may not have noticed that it was cut off. */
  function cameBack(): void {
    void catchUp();
  }

  function wentOffline(): void {
    connection.value = 'offline';
  }

  return {
    state,
    connection,
    isOutdated,
    lastCall,
    windowId,
    ringing,
    talking,
    current,
    open,
    close,
    setStatus,
    wrapUpSent,
    painted,
    watch,
    unwatch,
  };
});
