import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MeetingView } from '../../server/realtime/events.ts';
import { ApiError } from '../../web/api/http.ts';
import { problemText } from '../../web/composables/useNotices.ts';
import { useSession } from '../../web/composables/useSession.ts';
import { useDesk } from '../../web/features/desk/useDesk.ts';
import MeetingTable from '../../web/features/meetings/MeetingTable.vue';
import ReminderPop from '../../web/features/meetings/ReminderPop.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { deskSnapshot, meetingView } from './support/desk-builders.ts';
import { draw, json } from './support/draw.ts';
import { signedInUser } from './support/user-builders.ts';

const sales = {
  ...{ id: 'sales', name: 'Sales', timeZone: 'Europe/Warsaw', modes: ['manual'], outcomes: [] },
  memberIds: ['anna'],
};

const lists = [[['dictionaries'], { projects: [sales] }]] as const;

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const now = { fromAt: minutes(-10), toAt: minutes(20) };

beforeEach(async () => {
  setActivePinia(createPinia());
  useSession().user = signedInUser();
  await useLanguage('en');
  vi.stubGlobal('fetch', vi.fn());
});

describe('the row of a promised call', () => {
  const offered = (over: Partial<MeetingView> = {}) => {
    const props = { rows: [meetingView({ ...now, ...over })] };
    const table = draw(MeetingTable, props, lists);
    return table.findAll('button').map((button) => button.attributes('aria-label')?.split(':')[0]);
  };
  const [call, move, cancel] = ['Call Prices', 'Reschedule', 'Cancel meeting'];

  it('offers the call in its window to whoever is to call', () => {
    expect(offered()).toEqual([call, move, cancel]);
  });

  it('offers no call before the window begins, nor after it', () => {
    expect(offered({ fromAt: minutes(5) })).toEqual([move, cancel]);
    expect(offered({ toAt: minutes(-1) })).toEqual([move, cancel]);
  });

  it('offers the call of anybody to the members of its project alone', () => {
    expect(offered({ userId: null, userName: null })).toContain(call);
    expect(offered({ userId: null, userName: null, projectId: 'service' })).not.toContain(call);
  });

  it('offers no call that is another user’s', () => {
    expect(offered({ userId: 'boris' })).toEqual([move, cancel]);
  });

  it('offers nothing to change of what may only be seen', () => {
    expect(offered({ mayChange: false })).toEqual([call]);
    expect(offered({ mayChange: false, userId: 'boris' })).toEqual([]);
  });

  it('offers nothing without the pencil', () => {
    useSession().user = signedInUser({ changeableSections: ['calls'] });
    expect(offered()).toEqual([]);
  });
});

describe('the reminder', () => {
  const pop = (over: Partial<MeetingView> = {}) => {
    const desk = useDesk();
    const meeting = meetingView({ ...now, ...over });
    desk.state = {
      ...deskSnapshot({
        reminders: [{ meeting, card: { kind: 'out_of_reach' }, popWindowId: desk.windowId }],
      }),
    } as never;
    return draw(ReminderPop, {}, lists);
  };
  const names = (one: ReturnType<typeof pop>) => one.findAll('button').map((button) => button.text());

  it('can be put off again after the server refused', async () => {
    vi.mocked(fetch).mockResolvedValue(
      json({ code: 'invalid', fields: { seconds: 'after_the_window' } }, 400),
    );
    const shown = pop();
    const select = shown.get('select');
    await select.setValue('30');
    await flushPromises();
    expect((select.element as HTMLSelectElement).value).toBe('');
    await select.setValue('30');
    await flushPromises();
    expect(vi.mocked(fetch).mock.calls.filter(([url]) => String(url).endsWith('/snooze'))).toHaveLength(2);
  });

  it('holds the call back until it is time', () => {
    const call = (over: Partial<MeetingView>) =>
      (pop(over).get('.button--primary').element as HTMLButtonElement).disabled;
    expect(call({})).toBe(false);
    expect(call({ fromAt: minutes(1) })).toBe(true);
  });

  it('is only put away by whoever has no pencil, and so is word of an automatic call', () => {
    expect(names(pop({ mode: 'automatic' }))).toEqual(['Close']);
    useSession().user = signedInUser({ changeableSections: [] });
    const shown = pop();
    expect(names(shown)).toEqual(['Close']);
    expect(shown.find('select').exists()).toBe(false);
  });
});

describe('a refusal in words', () => {
  const said = (code: 'conflict' | 'invalid', fields: Record<string, string>) =>
    problemText(
      new ApiError(409, code, { type: '', title: '', status: 409, code, instance: '', fields } as never),
    );

  it.each([
    'too_early',
    'after_the_window',
    'no_channel',
    'agent_busy',
    'agent_paused',
    'agent_offline',
    'agent_without_phone',
    'agent_kept_for_another',
    'agent_is_limited',
  ])('says what %s means', (reason) => {
    const words = said('conflict', { any: reason });
    expect(words).not.toBe(said('conflict', {}));
    expect(words).not.toBe(said('invalid', {}));
  });

  it('says no more than the code where there are several reasons, or one nobody has words for', () => {
    expect(said('invalid', { name: 'required', day: 'not_a_date' })).toBe('Some fields need another look.');
    expect(said('conflict', { any: 'never_heard_of' })).toBe('Somebody changed this a moment ago.');
  });
});
