import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../web/composables/useSession.ts';
import CallDetailPanel from '../../web/features/calls/CallDetailPanel.vue';
import MissingLists from '../../web/features/contacts/MissingLists.vue';
import AskSupervisor from '../../web/features/hand-over/AskSupervisor.vue';
import HandOverDialog from '../../web/features/hand-over/HandOverDialog.vue';
import UserSessions from '../../web/features/users/UserSessions.vue';
import { ApiError } from '../../web/api/http.ts';
import { useLanguage } from '../../web/locales/i18n.ts';
import { draw, json } from './support/draw.ts';
import { signedInUser, userCard } from './support/user-builders.ts';

const never = () => new Promise<Response>(() => undefined);
const fetched = vi.fn<(url: string) => Promise<Response>>();

beforeEach(async () => {
  setActivePinia(createPinia());
  useSession().user = signedInUser({ role: 'director' });
  await useLanguage('en');
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});

describe('what could not be read', () => {
  it('is no empty list of requests for contacts', () => {
    const failed = draw(HandOverDialog, { requests: null, error: new ApiError(0, 'network') });
    expect(failed.text()).not.toContain('Nobody asks');
    expect(failed.get('[role=alert]').text()).toContain('could not be reached');
    expect(draw(HandOverDialog, { requests: null, error: null }).text()).not.toContain('Nobody asks');
    expect(draw(HandOverDialog, { requests: [], error: null }).text()).toContain('Nobody asks');
  });

  it('is said above what is chosen from lists, and asked for again', async () => {
    fetched.mockImplementation(async () => json({ code: 'unavailable' }, 503));
    const shown = draw(MissingLists);
    expect(shown.find('[role=alert]').exists()).toBe(false);
    await flushPromises();
    expect(shown.get('[role=alert]').text()).toContain('The lists to choose from could not be read.');
    fetched.mockImplementation(async () => json({ projects: [] }));
    await shown.get('button').trigger('click');
    await flushPromises();
    expect(shown.find('[role=alert]').exists()).toBe(false);
  });

  it.each(['still being read', 'not read'])('a call that is %s can be closed', async (how) => {
    fetched.mockImplementation(how === 'not read' ? async () => json({ code: 'not_found' }, 404) : never);
    const shown = draw(CallDetailPanel, { id: 'call-1' });
    await flushPromises();
    await shown.get('[aria-label=Close]').trigger('click');
    expect(shown.emitted('close')).toHaveLength(1);
  });

  it('are sessions that are still looked for', () => {
    fetched.mockImplementation(never);
    const shown = draw(UserSessions, { card: userCard() });
    expect(shown.find('.skeleton').exists()).toBe(true);
  });
});

describe('asking a supervisor', () => {
  const button = (shown: ReturnType<typeof draw>) => shown.find('button');

  it('waits until it is known whether somebody was asked already', async () => {
    let answer: (response: Response) => void = () => undefined;
    fetched.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const shown = draw(AskSupervisor, { callId: 'call-1' });
    await flushPromises();
    expect(button(shown).attributes()).toHaveProperty('disabled');
    answer(json({ code: 'not_found' }, 404));
    await flushPromises();
    expect(button(shown).attributes()).not.toHaveProperty('disabled');
  });
});
