import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../web/composables/useSession.ts';
import BarTalking from '../../web/features/desk/BarTalking.vue';
import BarWrapUp from '../../web/features/desk/BarWrapUp.vue';
import ChannelsSwitch from '../../web/features/settings/ChannelsSwitch.vue';
import AccountMenu from '../../web/features/shell/AccountMenu.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import AccountPage from '../../web/pages/AccountPage.vue';
import UserPage from '../../web/pages/UserPage.vue';
import { callView, unknownCard } from './support/desk-builders.ts';
import { draw } from './support/draw.ts';
import { signedInUser, userCard } from './support/user-builders.ts';

async function shownOf(...drawn: Parameters<typeof draw>) {
  const shown = draw(...drawn);
  await flushPromises();
  return shown;
}

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  setActivePinia(createPinia());
  await useLanguage('en');
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new Error('nothing may be asked')));
});

const lookAsAnna = () => {
  const session = useSession();
  session.user = signedInUser({ role: 'head' });
  session.previewedBy = { id: 'dora', name: 'Dora Dyrektor' };
};

describe('sales channels', () => {
  it('are switched by the Director alone', async () => {
    const session = useSession();
    session.user = signedInUser({ isChiefManager: true });
    expect((await shownOf(ChannelsSwitch)).find('[role=switch]').exists()).toBe(false);
    session.user = signedInUser({ role: 'director' });
    expect((await shownOf(ChannelsSwitch)).find('[role=switch]').exists()).toBe(true);
  });
});

describe('in a look as somebody else', () => {
  beforeEach(lookAsAnna);

  it('a user’s card has nothing to press and nothing to type in', async () => {
    const mayEdit = ['profile', 'access', 'preview', 'handover', 'delete', 'sessions'] as const;
    const card = userCard({ id: 'boris', mayEdit });
    const sessions = {
      items: [{ id: 's', browser: 'Firefox', system: 'Linux', address: '::1', lastSeenAt: new Date() }],
    };
    const shown = await shownOf(UserPage, { id: 'boris' }, [
      [['user', 'boris'], card],
      [['user', 'boris', 'sessions'], sessions],
    ]);
    expect(shown.text()).toContain('Firefox');
    expect(shown.findAll('button').map((button) => button.text())).toEqual([]);
    expect(shown.findAll('input, select').filter((one) => !('disabled' in one.attributes()))).toEqual([]);
  });

  it('the own account says whose it would be, and asks for nothing', async () => {
    const shown = await shownOf(AccountPage);
    expect(shown.text()).toContain('You look as Anna Nowak.');
    expect(shown.findAll('button')).toEqual([]);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('the menu leads to no account, and the language stays', async () => {
    const shown = await shownOf(AccountMenu);
    expect(shown.find('a[href="/account"]').exists()).toBe(false);
    expect(shown.get('select').attributes()).toHaveProperty('disabled');
    useSession().previewedBy = null;
    const own = await shownOf(AccountMenu);
    expect(own.find('a[href="/account"]').exists()).toBe(true);
    expect(own.get('select').attributes()).not.toHaveProperty('disabled');
  });
});

describe('with the eye on calls and not the pencil', () => {
  const call = { call: callView({ status: 'answered' }), card: unknownCard, popWindowId: null };
  const wrapUp = {
    ...call,
    ...{ callId: 'call-1', startedAt: new Date().toISOString(), outcomes: [{ id: 'won', name: 'Won' }] },
    until: new Date(Date.now() + 60_000).toISOString(),
  };

  it('nothing can be written of a call', async () => {
    const session = useSession();
    session.user = signedInUser();
    expect((await shownOf(BarTalking, { current: call })).find('#call-note').exists()).toBe(true);
    session.user = signedInUser({ changeableSections: ['meetings'] });
    expect((await shownOf(BarTalking, { current: call })).find('#call-note').exists()).toBe(false);
  });

  it('a wrap-up runs out without an outcome, a note and Done', async () => {
    const session = useSession();
    session.user = signedInUser({ changeableSections: ['meetings'] });
    const shown = await shownOf(BarWrapUp, { wrapUp });
    expect(shown.find('input, select, [role=radiogroup], [type=submit]').exists()).toBe(false);
    expect(shown.find('[aria-label="Follow-up meeting"]').exists()).toBe(true);
    session.user = signedInUser({ changeableSections: ['calls'] });
    const other = await shownOf(BarWrapUp, { wrapUp });
    expect(other.find('[type=submit]').exists()).toBe(true);
    expect(other.find('[aria-label="Follow-up meeting"]').exists()).toBe(false);
  });
});
