import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { useSession } from '../../web/composables/useSession.ts';
import AccessEditor from '../../web/features/users/AccessEditor.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { draw, json } from './support/draw.ts';
import { signedInUser, userCard } from './support/user-builders.ts';

const dora = { id: 'dora', name: 'Dora Dyrektor', role: 'director' };
const hanna = { id: 'hanna', name: 'Hanna Kierownik' };
const zenon = { id: 'zenon', name: 'Zenon Kierownik' };
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
  if (method === 'GET' && url.includes('role=head')) {
    const isSecond = url.includes('cursor=2');
    return json({ items: [isSecond ? zenon : hanna], nextCursor: isSecond ? null : '2' });
  }
  if (method === 'GET') return json({ items: url.includes('role=director') ? [dora] : [], nextCursor: null });
  sent.push(JSON.parse(body ?? '{}') as (typeof sent)[number]);
  return refusal === null ? json(userCard({ version: 2 })) : json(refusal, 400);
}

async function editor(over: Parameters<typeof userCard>[0] = {}) {
  const shown = draw(AccessEditor, { card: userCard(over) });
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

it('a Manager may answer to a Head on whichever page of users', async () => {
  const shown = await editor();
  const offered = shown
    .findAll('select')[1]
    ?.findAll('option')
    .map((one) => one.text());
  expect(offered).toEqual(expect.arrayContaining(['Dora Dyrektor', 'Hanna Kierownik', 'Zenon Kierownik']));
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
