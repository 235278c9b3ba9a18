import { beforeEach, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { dropAllDrafts } from '../../web/composables/drafts.ts';
import { useSession } from '../../web/composables/useSession.ts';
import AddContactDialog from '../../web/features/contacts/AddContactDialog.vue';
import MeetingDialog from '../../web/features/meetings/MeetingDialog.vue';
import { useDialogs } from '../../web/features/shell/useDialogs.ts';
import AddUserDialog from '../../web/features/users/AddUserDialog.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { serve } from './support/fake-server.ts';
import { freshWindow, mountInApp } from './support/mounting.ts';
import { signedInUser } from './support/user-builders.ts';

beforeEach(async () => {
  freshWindow();
  dropAllDrafts();
  useSession().user = signedInUser();
  serve({});
  await useLanguage('en');
});

it.each([
  { kind: 'contact', dialog: AddContactDialog, props: {} },
  { kind: 'meeting', dialog: MeetingDialog, props: { start: {}, meeting: null } },
  { kind: 'user', dialog: AddUserDialog, props: {} },
])('undo brings a closed form back with its words: $kind', async ({ kind, dialog, props }) => {
  const first = mountInApp(dialog, props);
  await first.drawn.get('input').setValue('Half a na');
  const cancel = first.drawn.findAll('button').find((button) => button.text() === 'Cancel');
  await cancel?.trigger('click');
  await nextTick();
  expect(first.drawn.emitted('close')).toHaveLength(1);
  first.drawn.unmount();

  await first.notices.get('button.button--small').trigger('click');
  first.notices.unmount();
  expect(useDialogs().shown).toMatchObject({ kind });
  const again = mountInApp(dialog, props);
  expect(again.drawn.get('input').element.value).toBe('Half a na');
  again.leave();
});

it('a half-typed user waits without the password', async () => {
  const first = mountInApp(AddUserDialog);
  await first.drawn.get('input').setValue('Nina');
  await first.drawn.findAll('input[type=radio]')[1]?.setValue(true);
  await first.drawn.get('input[type=password]').setValue('a quiet harbour');
  first.leave();
  expect(JSON.stringify({ ...localStorage })).toContain('Nina');
  expect(JSON.stringify({ ...localStorage })).not.toContain('harbour');
  const again = mountInApp(AddUserDialog);
  expect(again.drawn.get('input').element.value).toBe('Nina');
  again.leave();
});
