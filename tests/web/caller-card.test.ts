import { VueQueryPlugin } from '@tanstack/vue-query';
import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { CallWithCard } from '../../server/realtime/events.ts';
import CallerCard from '../../web/features/caller/CallerCard.vue';
import { useDesk } from '../../web/features/desk/useDesk.ts';
import { useSession } from '../../web/composables/useSession.ts';
import { i18n, useLanguage } from '../../web/locales/i18n.ts';
import { signedInUser } from './support/user-builders.ts';
import { callView, knownCard, meetingView } from './support/desk-builders.ts';

const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:rest(.*)*', component: { template: '<i />' } }],
});

function draw(current: CallWithCard) {
  const plugins = [i18n, router, VueQueryPlugin];
  return mount(CallerCard, { props: { current }, global: { plugins, stubs: { RemotePicker: true } } });
}

beforeEach(async () => {
  setActivePinia(createPinia());
  useSession().user = signedInUser();
  await useLanguage('en');
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no request may be made'));
});

describe('the card of a known caller', () => {
  const card = knownCard({
    openTickets: [
      {
        id: 't2',
        number: 7,
        subject: 'Invoices by e-mail',
        state: 'open',
        priority: 'low',
        isComplaint: false,
        createdAt: '2026-11-20T10:00:00Z',
      },
      {
        id: 't1',
        number: 3,
        subject: 'Damaged pallet',
        state: 'open',
        priority: 'high',
        isComplaint: true,
        createdAt: '2026-11-19T10:00:00Z',
      },
    ],
    missedMeetings: 2,
    nextMeeting: { id: 'm', name: 'Prices', fromAt: meetingView().fromAt },
    consents: [{ purpose: 'call_recording', isGiven: false, decidedAt: '2026-01-01T10:00:00Z' }],
  });
  const current = { call: callView({ contactId: 'aneta' }), card, popWindowId: null };

  it('is drawn whole from the event, without a request', () => {
    const words = draw(current).text();
    for (const part of [
      'Aneta Kowalska',
      'Elektromontaż',
      'VIP',
      'you manage this contact',
      'Damaged pallet',
      '2 promises missed',
      'Prices',
      'Call recording',
    ]) {
      expect(words).toContain(part);
    }
    expect(fetch).not.toHaveBeenCalled();
  });

  it('puts what hurts first: the complaint before the other tickets', () => {
    const words = draw(current).text();
    expect(words.indexOf('Damaged pallet')).toBeLessThan(words.indexOf('Invoices by e-mail'));
  });

  it('is a named region with the name as its heading', () => {
    const drawn = draw(current);
    expect(drawn.find('section').attributes('aria-label')).toBe('Who is calling');
    expect(drawn.get('h1').text()).toBe('Aneta Kowalska');
  });
});

describe('a contact who may only be looked at', () => {
  const reader = { ...knownCard().hit, contactId: 'adam', name: 'Adam Nowak', mayChange: false };
  const names = (card: CallWithCard['card']) =>
    draw({ call: callView({ contactId: null }), card, popWindowId: null })
      .findAll('button')
      .map((button) => button.attributes('aria-label') ?? button.text());

  it('is not offered as somebody who calls, or who does not', () => {
    expect(names(knownCard({ mayChange: true, others: [{ ...reader, mayChange: true }] }))).toEqual(
      expect.arrayContaining(['Not this person', 'This is the one: Adam Nowak']),
    );
    const shown = names(knownCard({ mayChange: false, others: [reader] })).join();
    expect(shown).not.toContain('Not this person');
    expect(shown).not.toContain('This is the one');
  });

  it('is not offered among the people of a company', () => {
    const person = { contactId: 'adam', name: 'Adam Nowak', position: null };
    const company = (mayChange: boolean): CallWithCard['card'] => ({
      ...{ kind: 'organization', organizationId: 'firm', name: 'Firma', others: [], verstat: null },
      hit: { ...knownCard().hit, kind: 'organization', contactId: null },
      people: [{ ...person, mayChange }],
    });
    expect(names(company(true))).toContain('This is the one: Adam Nowak');
    expect(names(company(false))).not.toContain('This is the one: Adam Nowak');
  });
});

describe('a caller out of reach', () => {
  it('shows the number, the sentence and the way to ask, and nothing else', () => {
    const drawn = draw({ call: callView(), card: { kind: 'out_of_reach' }, popWindowId: null });
    expect(drawn.text()).toContain('Known caller, not in your reach');
    expect(drawn.text()).toContain('601');
    expect(drawn.findAll('button').map((button) => button.text())).toEqual(['Ask a supervisor']);
  });
});

describe('the acknowledgement that the card is on the glass', () => {
  async function acknowledged(popWindowId: string | null): Promise<boolean> {
    const desk = useDesk();
    const painted = vi.spyOn(desk, 'painted').mockReturnValue();
    const target = popWindowId === 'mine' ? desk.windowId : popWindowId;
    draw({ call: callView(), card: { kind: 'out_of_reach' }, popWindowId: target });
    await new Promise((done) =>
      requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    return painted.mock.calls.length === 1;
  }

  it('comes from the window that was told to open it', async () => {
    expect(await acknowledged('mine')).toBe(true);
  });

  it('does not come from any other window', async () => {
    expect(await acknowledged('another')).toBe(false);
  });
});
