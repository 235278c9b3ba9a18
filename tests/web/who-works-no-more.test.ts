import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../web/composables/useSession.ts';
import AuditTab from '../../web/features/audit/AuditTab.vue';
import ContactFilters from '../../web/features/contacts/ContactFilters.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { draw, json, router } from './support/draw.ts';
import { signedInUser } from './support/user-builders.ts';

const fetched = vi.fn<(url: string) => Promise<Response>>();

beforeEach(async () => {
  setActivePinia(createPinia());
  useSession().user = signedInUser({ role: 'director' });
  await useLanguage('en');
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});

describe('people who work no more', () => {
  it('can be asked for as owners', async () => {
    const lists = { stages: [], tags: [], channels: [], users: [] };
    fetched.mockImplementation(async () =>
      json({ ...lists, owners: [{ id: 'gone', name: 'Genowefa Dawna' }] }),
    );
    const filter = { search: '', stageId: null, tagId: null, ownerId: null, channelId: null, mine: false };
    const shown = draw(ContactFilters, { filter: { ...filter, sort: 'name' }, words: '', isShown: true });
    await flushPromises();
    expect(shown.text()).toContain('Genowefa Dawna');
  });

  it('can be asked for as actors, on whichever page of users they stand, and so can the deleted', async () => {
    const page = (name: string, nextCursor: string | null) => ({ items: [{ id: name, name }], nextCursor });
    fetched.mockImplementation(async (url) => {
      if (!url.includes('/users')) return json({ items: [], nextCursor: null });
      return json(url.includes('cursor=2') ? page('Zenon', null) : page('Adam', '2'));
    });
    await router.push('/settings/audit?who=gone');
    const shown = draw(AuditTab);
    await flushPromises();
    const names = shown
      .get('select')
      .findAll('option')
      .map((one) => one.text());
    expect(names).toEqual(['Anybody', 'Adam', 'Zenon', 'somebody who was deleted']);
    expect(fetched.mock.calls.some(([url]) => url.includes('status='))).toBe(false);
  });
});
