import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { dropAllDrafts } from '../../web/composables/drafts.ts';
import { useSession } from '../../web/composables/useSession.ts';
import MeetingDialog from '../../web/features/meetings/MeetingDialog.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { meetingView } from './support/desk-builders.ts';
import { answer, refuse, serve } from './support/fake-server.ts';
import { freshWindow, mountInApp } from './support/mounting.ts';
import { signedInUser } from './support/user-builders.ts';

const latest = meetingView({ information: 'Ask for gate 3.', revision: 5 });
const changed = 'Somebody else changed this meeting';

beforeEach(async () => {
  freshWindow();
  dropAllDrafts();
  useSession().user = signedInUser();
  await useLanguage('en');
});

it('a meeting that somebody changed meanwhile is saved at the second try, with both changes', async () => {
  const heard = serve({
    'GET /meetings/meeting-1': () => answer(latest),
    'PATCH /meetings/meeting-1': ({ headers }) =>
      headers['if-match'] === '"5"'
        ? answer({ ...latest, name: 'New prices', revision: 6 })
        : refuse(409, 'conflict'),
  });
  const { drawn, leave } = mountInApp(MeetingDialog, { start: {}, meeting: meetingView() });
  await drawn.get('input').setValue('New prices');
  await drawn.get('form').trigger('submit');
  await flushPromises();
  expect(drawn.text()).toContain(changed);
  expect(drawn.get('input').element.value).toBe('New prices');
  expect(drawn.get('textarea').element.value).toBe('Ask for gate 3.');
  await drawn.get('form').trigger('submit');
  await flushPromises();
  expect(heard.filter(({ method }) => method === 'PATCH').at(-1)?.body).toMatchObject({
    name: 'New prices',
    information: 'Ask for gate 3.',
  });
  leave();
});

it('words typed over an older meeting do not undo what was changed since', async () => {
  serve({});
  const first = mountInApp(MeetingDialog, { start: {}, meeting: meetingView() });
  await first.drawn.get('input').setValue('New prices');
  first.leave();
  const { drawn, leave } = mountInApp(MeetingDialog, { start: {}, meeting: latest });
  expect(drawn.text()).toContain(changed);
  expect(drawn.get('input').element.value).toBe('New prices');
  expect(drawn.get('textarea').element.value).toBe('Ask for gate 3.');
  leave();
});
