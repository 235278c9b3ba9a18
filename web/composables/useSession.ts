import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import * as session from '../api/session.ts';
import { useLanguage, type Locale } from '../locales/i18n.ts';
import { dropAllDrafts } from './drafts.ts';

export type EndReason = 'signed_out' | 'expired' | 'revoked';

/** Who works in this window. */
export const useSession = defineStore('session', () => {
  const user = shallowRef<session.SignedInUser | null>(null);
  /** Where the user's telephone registers. */
  const registrar = shallowRef<session.Session['registrar'] | null>(null);
  const endReason = shallowRef<EndReason | null>(null);

  /** True when a session is there already (a reload). */
  async function restore(): Promise<boolean> {
    if (user.value !== null) return true;
    try {
      await began(await session.currentSession());
      return true;
    } catch {
      return false;
    }
  }

  async function signIn(login: string, password: string): Promise<void> {
    await began(await session.signIn(login, password));
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

  async function setLocale(locale: Locale): Promise<void> {
    await useLanguage(locale);
    await session.changeLocale(locale);
  }

  async function began(opened: session.Session): Promise<void> {
    user.value = opened.user;
    registrar.value = opened.registrar;
    await useLanguage(opened.user.locale);
  }

  return { user, registrar, endReason, restore, signIn, signOut, ended, setLocale };
});
