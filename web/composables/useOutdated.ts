import { defineStore } from 'pinia';
import { ref, shallowRef, watch } from 'vue';
import type { Router } from 'vue-router';
import { ApiError } from '../api/http.ts';
import { currentSession } from '../api/session.ts';
import { complain } from './useNotices.ts';
import { useSession } from './useSession.ts';

const key = 'ringdesk:loaded-anew';
/** While an update is rolled out, the old one may answer once more: no window is loaded over and over. */
const PAUSE_MS = 60_000;

/** A newer Ringdesk runs than this window was loaded from: it is loaded anew by itself, once nothing is lost by it. */
export const useOutdated = defineStore('outdated', () => {
  const isOutdated = ref(false);
  /** A call, or something shown only once, stands in this window. */
  const isHeld = ref(false);
  /** The page that could not be opened any more. */
  const wanted = shallowRef<string | null>(null);

  watch([isOutdated, isHeld], ([isDue, isBusy], _, onCleanup) => {
    if (!isDue || isBusy) return;
    const timer = setTimeout(loadAnew, Math.max(0, loadedAt() + PAUSE_MS - Date.now()));
    onCleanup(() => clearTimeout(timer));
  });

  function loadAnew(): void {
    sessionStorage.setItem(key, String(Date.now()));
    if (wanted.value === null) window.location.reload();
    else window.location.assign(wanted.value);
  }

  /** A file of this page did not come: an update took it away, unless the whole server is away. */
  async function fileMissed(): Promise<void> {
    try {
      await currentSession();
    } catch (error) {
      if (error instanceof ApiError && ['network', 'unavailable'].includes(error.code))
        return complain(error);
    }
    isOutdated.value = true;
  }

  return { isOutdated, isHeld, wanted, loadAnew, fileMissed };
});

/** The bundler tells of each file that did not come; the router, which page it was for. */
export function listenForMissedFiles(router: Router): void {
  const outdated = useOutdated();
  const missed = new WeakSet<Error>();
  window.addEventListener('vite:preloadError', ({ payload }) => {
    missed.add(payload);
    void outdated.fileMissed();
  });
  router.onError((error: Error, to, from) => {
    if (missed.has(error)) outdated.wanted = to.fullPath;
    // better a sentence than an empty window
    if (from.matched.length === 0) useSession().failure = error;
  });
}

function loadedAt(): number {
  return Number(sessionStorage.getItem(key) ?? 0);
}
