import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import { dropAllDrafts, hasDraft } from '../../web/composables/drafts.ts';
import { useSession } from '../../web/composables/useSession.ts';
import { useDesk } from '../../web/features/desk/useDesk.ts';
import { useWrapUp } from '../../web/features/desk/useWrapUp.ts';
import { useLanguage } from '../../web/locales/i18n.ts';
import { callView, deskSnapshot, knownCard } from './support/desk-builders.ts';
import { answer, beAway, serve } from './support/fake-server.ts';
import { freshWindow, mountInApp } from './support/mounting.ts';
import { signedInUser } from './support/user-builders.ts';

beforeEach(async () => {
  freshWindow();
  dropAllDrafts();
  useSession().user = signedInUser();
  await useLanguage('en');
});

it('a note that could not be sent is offered to be kept on the contact for as long as that fails', async () => {
  const call = callView({ status: 'ended', contactId: 'aneta' });
  const wrapUp = {
    ...{ call, card: knownCard(), popWindowId: null, callId: call.id, outcomes: [] },
    ...{ startedAt: new Date().toISOString(), until: new Date(Date.now() + 60_000).toISOString() },
  };
  const desk = useDesk();
  desk.state = deskSnapshot({ wrapUp: wrapUp as never });
  let form: ReturnType<typeof useWrapUp> | undefined;
  const { notices, leave } = mountInApp(
    defineComponent({
      setup() {
        form = useWrapUp();
        return () => null;
      },
    }),
  );
  serve({ [`POST /calls/${call.id}/wrap-up`]: beAway, 'POST /contacts/aneta/notes': beAway });
  form?.change({ note: 'Wants the invoice by post.' });
  await form?.finish();
  const offer = () =>
    notices.findAll('button').filter((button) => button.text() === 'Save it as a note on the contact');
  for (let time = 0; time < 2; time++) {
    await flushPromises();
    expect(offer()).toHaveLength(1);
    await offer()[0]?.trigger('click');
  }
  await flushPromises();
  expect(hasDraft(`call:${call.id}`)).toBe(true);

  // by then the server has ended the wrap-up
  desk.state = deskSnapshot();
  const heard = serve({ 'POST /contacts/aneta/notes': () => answer({ id: 'note' }) });
  await offer()[0]?.trigger('click');
  await flushPromises();
  expect(heard[0]?.body).toMatchObject({ text: 'Wants the invoice by post.' });
  expect(hasDraft(`call:${call.id}`)).toBe(false);
  leave();
});
