import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import RangesTab from '../../web/features/settings/RangesTab.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { answer, refuse, serve } from './support/fake-server.ts';
import { freshWindow, mountInApp } from './support/mounting.ts';

it('a note that is too long is told beside the note', async () => {
  freshWindow();
  await useLanguage('en');
  serve({
    'GET /address-ranges': () => answer({ items: [] }),
    'POST /address-ranges': () => refuse(400, 'invalid', { note: 'too_long' }),
  });
  const { drawn, leave } = mountInApp(RangesTab);
  await drawn.get('input').setValue('198.51.100.0/24');
  await drawn.get('form').trigger('submit');
  await flushPromises();
  expect(drawn.get('.add__note').text()).toContain('This is too long.');
  leave();
});
