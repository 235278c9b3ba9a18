import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Named } from '../api/contacts.ts';
import { ApiError } from '../api/http.ts';
import * as session from '../api/session.ts';
import { useLanguage, type Locale } from '../locales/i18n.ts';
import { draftsAreOf, dropAllDrafts } from './drafts.ts';

export type EndReason = 'signed_out' | 'expired' | 'revoked';

/** Who works in this window. */
export const useSession = defineStore('session', () => {
  const user = shallowRef<session.SignedInUser | null>(null);
  /** Where the user's telephone registers. */
  const registrar = shallowRef<session.Session['registrar'] | null>(null);
  /** The one channel that is looked at (A10); null: all of them. */
  const chosenChannel = shallowRef<Named | null>(null);
  /** Who looks as `user`, changing nothing. */
  const previewedBy = shallowRef<Named | null>(null);
  const areChannelsOn = shallowRef(false);
  const hasChannelSwitch = computed(
    () => areChannelsOn.value && (user.value?.role === 'director' || user.value?.isChiefManager === true),
  );
  /** Whose eyes this window sees with: what is open or typed with some is not there for others. */
  const eyes = computed(() => `${previewedBy.value?.id ?? ''}:${user.value?.id ?? ''}`);
  const endReason = shallowRef<EndReason | null>(null);
  /** Why nothing can be shown yet: not even who works here could be found out. */
  const failure = shallowRef<unknown>(null);

  /** True when a session is there already (a reload). Throws where the server did not say. */
  async function restore(): Promise<boolean> {
    if (user.value !== null) return true;
    try {
      await began(await session.currentSession());
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return false;
      throw error;
    }
  }

  /** Whoever was let in works in this window now. */
  async function enter(opened: session.Session): Promise<void> {
    await began(opened);
    endReason.value = null;
  }

  async function signOut(): Promise<void> {
    await session.signOut();
    dropAllDrafts();
    ended('signed_out');
  }

  function ended(reason: EndReason): void {
    user.value = null;
    endReason.value = reason;
  }

  /** Rights were changed, or channels turned on or off. */
  async function refresh(): Promise<void> {
    take(await session.currentSession());
  }

  async function chooseChannel(channel: Named | null): Promise<void> {
    await session.chooseChannel(channel?.id ?? null);
    chosenChannel.value = channel;
  }

  async function setLocale(locale: Locale): Promise<void> {
    await useLanguage(locale);
    await session.changeLocale(locale);
  }

  async function began(opened: session.Session): Promise<void> {
    take(opened);
    await useLanguage(opened.user.locale);
  }

  function take(opened: session.Session): void {
    user.value = opened.user;
    registrar.value = opened.registrar;
    chosenChannel.value = opened.chosenChannel;
    previewedBy.value = opened.previewedBy;
    areChannelsOn.value = opened.areChannelsOn;
    draftsAreOf(eyes.value);
  }

  return {
    user,
    registrar,
    chosenChannel,
    previewedBy,
    areChannelsOn,
    hasChannelSwitch,
    eyes,
    endReason,
    failure,
    restore,
    refresh,
    enter,
    signOut,
    ended,
    chooseChannel,
    setLocale,
  };
});
