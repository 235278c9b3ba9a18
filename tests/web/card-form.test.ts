import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { dropAllDrafts } from '../../web/composables/drafts.ts';
import { useSession } from '../../web/composables/useSession.ts';
import ProfileEditor from '../../web/features/users/ProfileEditor.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { answer, later, serve } from './support/fake-server.ts';
import { freshWindow, mountInApp } from './support/mounting.ts';
import { signedInUser, userCard } from './support/user-builders.ts';

beforeEach(async () => {
  freshWindow();
  dropAllDrafts();
  useSession().user = signedInUser({ id: 'helga' });
  await useLanguage('en');
});

it('what is typed while a card is being saved stays, over what was saved', async () => {
  const saving = later();
  serve({ 'PATCH /users/anna': saving.answer });
  const { drawn, leave } = mountInApp(ProfileEditor, { card: userCard() });
  const [name, email] = drawn.findAll('input');
  await name?.setValue('Anna Nowa');
  await drawn.get('form').trigger('submit');
  await email?.setValue('nowa@example.com');
  await drawn.get('input[type=password]').setValue('four words and a lamp');
  const saved = userCard({ name: 'Anna Nowa', version: 2 });
  saving.arrive(answer(saved));
  await flushPromises();
  await drawn.setProps({ card: saved });
  expect(email?.element.value).toBe('nowa@example.com');
  expect(drawn.get<HTMLInputElement>('input[type=password]').element.value).toBe('four words and a lamp');
  expect(drawn.get('.save__what').text()).toContain('e-mail');
  expect(drawn.text()).not.toContain('Somebody else changed this card');
  leave();
});
