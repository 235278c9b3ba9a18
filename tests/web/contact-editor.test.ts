import { flushPromises } from '@vue/test-utils';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import { dropAllDrafts } from '../../web/composables/drafts.ts';
import { useSession } from '../../web/composables/useSession.ts';
import { listenForShortcuts, useShortcuts } from '../../web/composables/useShortcuts.ts';
import ContactEditor from '../../web/features/contacts/ContactEditor.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { contact } from './support/contact-builders.ts';
import { answer, serve } from './support/fake-server.ts';
import { freshWindow, mountInApp } from './support/mounting.ts';
import { signedInUser } from './support/user-builders.ts';

beforeAll(listenForShortcuts);
beforeEach(async () => {
  freshWindow();
  dropAllDrafts();
  useSession().user = signedInUser();
  await useLanguage('en');
});

const field = (drawn: ReturnType<typeof mountInApp>['drawn'], label: string) => {
  const found = drawn.findAll('.field').find((one) => one.get('label').text() === label);
  if (found === undefined) throw new Error(`no field ${label}`);
  return found;
};

it.each(['ctrlKey', 'metaKey'])(
  'Enter with %s in the form saves it and leaves the wrap-up open',
  async (key) => {
    const heard = serve({
      'PATCH /contacts/aneta': () => answer(contact({ position: 'Owner', version: 2 })),
    });
    const { drawn, leave } = mountInApp(ContactEditor, { contact: contact() });
    const finished: string[] = [];
    const wrapUp = mountInApp(
      defineComponent({
        setup() {
          useShortcuts([
            { keys: 'Ctrl+Enter', worksWhileTyping: true, run: () => void finished.push('wrap-up') },
          ]);
          return () => null;
        },
      }),
    );
    const position = field(drawn, 'Position').get('input');
    await position.setValue('Owner');
    await position.trigger('keydown', { key: 'Enter', code: 'Enter', [key]: true });
    await flushPromises();
    expect(heard.map(({ method, body }) => ({ method, body }))).toContainEqual({
      method: 'PATCH',
      body: { position: 'Owner' },
    });
    expect(finished).toEqual([]);
    wrapUp.leave();
    leave();
  },
);
