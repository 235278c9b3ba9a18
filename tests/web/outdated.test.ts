import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { listenForMissedFiles, useOutdated } from '../../web/composables/useOutdated.ts';
import { useLanguage } from '../../web/locales/i18n.ts';
import { beAway, refuse, serve } from './support/fake-server.ts';
import { freshWindow } from './support/mounting.ts';

const load = vi.spyOn(window.location, 'assign').mockReturnValue();
const reload = vi.spyOn(window.location, 'reload').mockReturnValue();

beforeEach(async () => {
  freshWindow();
  await useLanguage('en');
  load.mockClear();
  reload.mockClear();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

/** A page whose file an update took away, as the bundler tells of it. */
async function openMissingPage(): Promise<void> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: { template: '<i />' } },
      {
        path: '/users',
        component: () => {
          const payload = new Error('not there');
          window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload }));
          return Promise.reject(payload);
        },
      },
    ],
  });
  listenForMissedFiles(router);
  await router.push('/');
  await router.push('/users?search=nina').catch(() => undefined);
  await flushPromises();
  await vi.advanceTimersByTimeAsync(0);
}

it('a page whose file an update took away is gone to by loading it anew', async () => {
  serve({ 'GET /session': () => refuse(401, 'unauthenticated') });
  await openMissingPage();
  expect(load).toHaveBeenCalledExactlyOnceWith('/users?search=nina');
});

it('in a call the window waits with it, and says so, until the call is done with', async () => {
  serve({});
  useOutdated().isHeld = true;
  await openMissingPage();
  expect(useOutdated().isOutdated).toBe(true);
  expect(load).not.toHaveBeenCalled();
  useOutdated().isHeld = false;
  await nextTick();
  await vi.advanceTimersByTimeAsync(0);
  expect(load).toHaveBeenCalledOnce();
});

it('a server that is away has updated nothing', async () => {
  serve({ 'GET /session': beAway });
  await openMissingPage();
  expect(useOutdated().isOutdated).toBe(false);
  expect(load).not.toHaveBeenCalled();
});

it('while the old and the new one answer by turns, a window is loaded once a minute at most', async () => {
  const outdated = useOutdated();
  outdated.isOutdated = true;
  await nextTick();
  await vi.advanceTimersByTimeAsync(0);
  expect(reload).toHaveBeenCalledOnce();
  outdated.isOutdated = false;
  await nextTick();
  outdated.isOutdated = true;
  await nextTick();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(reload).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reload).toHaveBeenCalledTimes(2);
});
