import { flushPromises, mount } from '@vue/test-utils';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { beforeEach, expect, it } from 'vitest';
import App from '../../web/App.vue';
import { useSession } from '../../web/composables/useSession.ts';
import { i18n, useLanguage } from '../../web/locales/i18n.ts';
import { router } from '../../web/router.ts';
import { beAway, answer, refuse, serve } from './support/fake-server.ts';
import { freshWindow } from './support/mounting.ts';
import { signedInUser } from './support/user-builders.ts';

const session = {
  user: signedInUser(),
  csrfToken: 'token',
  registrar: { host: 'pbx.example', port: 5060 },
  chosenChannel: null,
  previewedBy: null,
  areChannelsOn: false,
};

beforeEach(async () => {
  freshWindow();
  await useLanguage('en');
});

it(
  'a reload while the server is away says so and can be tried again; nobody is asked to sign in',
  { timeout: 20_000 },
  async () => {
    serve({ 'GET /session': beAway });
    window.history.replaceState({}, '', '/contacts/aneta');
    const drawn = mount(App, {
      global: {
        plugins: [i18n, router, VueQueryPlugin],
        stubs: { KitLanguage: { template: '<slot />' }, RouterView: true },
      },
    });
    await flushPromises();
    expect(drawn.text()).toContain('The server could not be reached.');
    expect(window.location.pathname).toBe('/contacts/aneta');

    serve({ 'GET /session': () => refuse(503, 'unavailable') });
    await drawn.get('button').trigger('click');
    await flushPromises();
    expect(drawn.text()).toContain('Try again');

    serve({ 'GET /session': () => answer(session) });
    await drawn.get('button').trigger('click');
    await expect.poll(() => router.currentRoute.value.path, { timeout: 15_000 }).toBe('/contacts/aneta');
    expect(drawn.text()).not.toContain('Try again');
    expect(useSession().user?.id).toBe('anna');
  },
);

it('whoever the server does not know is signed out', async () => {
  serve({ 'GET /session': () => refuse(401, 'unauthenticated') });
  expect(await useSession().restore()).toBe(false);
});
