import { flushPromises } from '@vue/test-utils';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import { dropAllDrafts } from '../../web/composables/drafts.ts';
import { useSession } from '../../web/composables/useSession.ts';
import { listenForShortcuts, useShortcuts } from '../../web/composables/useShortcuts.ts';
import ContactEditor from '../../web/features/contacts/ContactEditor.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { contact } from './support/contact-builders.ts';
import { answer, later, refuse, serve } from './support/fake-server.ts';
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

it('what is typed while the form is being saved stays, over what was saved', async () => {
  const saving = later();
  serve({ 'PATCH /contacts/aneta': saving.answer });
  const { drawn, leave } = mountInApp(ContactEditor, { contact: contact() });
  await field(drawn, 'Position').get('input').setValue('Owner');
  await drawn.get('form').trigger('submit');
  await field(drawn, 'Last name').get('input').setValue('Nowak');
  const saved = contact({ position: 'Owner', version: 2 });
  saving.arrive(answer(saved));
  await flushPromises();
  await drawn.setProps({ contact: saved });
  expect(field(drawn, 'Last name').get('input').element.value).toBe('Nowak');
  expect(drawn.get('.editor__save').text()).toContain('last name');
  expect(drawn.get('.editor__save').text()).not.toContain('position');
  leave();
});

it('what is typed back while the form is being saved is a change again', async () => {
  const saving = later();
  serve({ 'PATCH /contacts/aneta': saving.answer });
  const { drawn, leave } = mountInApp(ContactEditor, { contact: contact() });
  const position = field(drawn, 'Position').get('input');
  await position.setValue('Owner');
  await drawn.get('form').trigger('submit');
  await position.setValue('Buyer');
  const saved = contact({ position: 'Owner', version: 2 });
  saving.arrive(answer(saved));
  await flushPromises();
  await drawn.setProps({ contact: saved });
  expect(position.element.value).toBe('Buyer');
  expect(drawn.get('.editor__save').text()).toContain('position');
  leave();
});

it('each refusal is told beside its field, by its own name', async () => {
  const reasons = {
    position: 'too_long',
    organizationId: 'not_found',
    stageId: 'not_found',
    ownerId: 'not_found',
  };
  serve({ 'PATCH /contacts/aneta': () => refuse(400, 'invalid', reasons) });
  const { drawn, leave } = mountInApp(ContactEditor, { contact: contact() });
  await field(drawn, 'Position').get('input').setValue('Owner');
  await drawn.get('form').trigger('submit');
  await flushPromises();
  for (const label of ['Position', 'Organization', 'Stage', 'Owner']) {
    expect(field(drawn, label).find('.field__problem').exists(), label).toBe(true);
  }
  const summed = drawn.findAll('.summary a').map((link) => link.text());
  expect(summed).toEqual(['Position', 'Organization', 'Stage', 'Owner']);
  leave();
});
