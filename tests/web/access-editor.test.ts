import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useSession } from '../../web/composables/useSession.ts';
import AccessEditor from '../../web/features/users/AccessEditor.vue';
import { i18n, useLanguage } from '../../web/locales/i18n.ts';
import { signedInUser, userCard } from './support/user-builders.ts';

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:rest(.*)*', component: { template: '<i />' } }],
});
const dora = { id: 'dora', name: 'Dora Dyrektor', role: 'director' };
const sent: { readonly isChiefManager?: boolean; readonly responsibleId?: string }[] = [];
let refusal: object | null = null;

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  setActivePinia(createPinia());
  useSession().user = signedInUser({ ...dora, role: 'director' });
  await useLanguage('en');
  sent.length = 0;
  refusal = null;
  vi.stubGlobal('fetch', vi.fn(answer));
});

async function answer(url: string, { method, body }: { method: string; body?: string }): Promise<Response> {
  const json = (value: object, status = 200) => new Response(JSON.stringify(value), { status });
  if (method === 'GET') return json({ items: url.includes('role=director') ? [dora] : [], nextCursor: null });
  sent.push(JSON.parse(body ?? '{}') as (typeof sent)[number]);
  return refusal === null ? json(userCard({ version: 2 })) : json(refusal, 400);
}

async function editor(over: Parameters<typeof userCard>[0] = {}) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shown = mount(AccessEditor, {
    props: { card: userCard(over) },
    global: { plugins: [i18n, router, [VueQueryPlugin, { queryClient }]] },
  });
  await flushPromises();
  return shown;
}

it('a chief manager who is made a Head is saved as a Head', async () => {
  const shown = await editor({ isChiefManager: true });
  await shown.get('select').setValue('head');
  await shown.get('form').trigger('submit');
  await flushPromises();
  expect(sent).toMatchObject([{ role: 'head', responsibleId: 'dora', isChiefManager: false }]);
});

it('what the server refuses stands beside what it refuses', async () => {
  const shown = await editor();
  refusal = {
    code: 'invalid',
    fields: {
      dataAccess: 'invalid',
      'groupIds.0': 'not_found',
      accountRoles: 'invalid',
      changeableSections: 'invalid',
      isChiefManager: 'not_a_manager',
    },
  };
  await shown.get('select').setValue('head');
  await shown.get('select').setValue('manager');
  await shown.get('input[type=radio][value=own]').trigger('change');
  await shown.get('form').trigger('submit');
  await flushPromises();
  const sets = shown.findAll('fieldset');
  const beside = (words: string) => {
    const found = sets.findLast((one) => one.text().startsWith(words));
    return found?.find('p.problem').text();
  };
  expect(beside('Data access')).toBe('This is not right.');
  expect(beside('Groups')).toBe('This is no longer on the list. Choose another.');
  expect(beside('Accounts')).toBe('This is not right.');
  expect(beside('Sections')).toBe('This is not right.');
  expect(beside('Chief manager')).toBe('Only a Manager can be a chief manager.');
});
