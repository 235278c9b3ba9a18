import { beforeEach, expect, it } from 'vitest';
import { h } from 'vue';
import ErrorSummary from '../../web/components/ErrorSummary.vue';
import { useSession } from '../../web/composables/useSession.ts';
import AuditTable from '../../web/features/audit/AuditTable.vue';
import AccountMenu from '../../web/features/shell/AccountMenu.vue';
import { pageKey } from '../../web/features/shell/page-key.ts';
import { useLanguage } from '../../web/locales/i18n.ts';
import { router } from '../../web/router.ts';
import { freshWindow, mountInApp } from './support/mounting.ts';
import { signedInUser } from './support/user-builders.ts';

beforeEach(async () => {
  freshWindow();
  useSession().user = signedInUser();
  await useLanguage('en');
});

it('the tabs of the settings are one page, and so is a list beside what is open of it', () => {
  const key = (path: string) => pageKey(router.resolve(path));
  expect(key('/settings/structure')).toBe(key('/settings/audit'));
  expect(key('/settings/mail')).toBe(key('/settings/mail/1'));
  expect(key('/calls')).toBe(key('/calls/1'));
  expect(key('/contacts/aneta')).not.toBe(key('/contacts/boris'));
  expect(key('/users')).not.toBe(key('/settings/structure'));
});

it('the button of an entry is called by its instant and by what it does', () => {
  const entry = {
    ...{ id: '1', occurredAt: '2026-11-21T10:00:00.000Z', actor: null, subject: null },
    ...{ action: 'user:changed', outcome: 'done', address: null },
    ...{ before: { name: 'Anna' }, after: { name: 'Hanna' } },
  };
  const { drawn, leave } = mountInApp(AuditTable, { entries: [entry] });
  const button = drawn.get('button.open');
  expect(button.attributes('aria-label')).toBeUndefined();
  expect(button.text()).toMatch(/\d.*Show what changed$/);
  leave();
});

it('a problem of a set of fields leads to the first of them that can be used', async () => {
  const set = () => [
    h('fieldset', [
      h('legend', 'Mode'),
      h('input', { type: 'radio', name: 'mode', disabled: true }),
      h('input', { type: 'radio', name: 'mode', id: 'second' }),
    ]),
  ];
  const problems = [{ label: 'Mode', reason: 'invalid' }];
  const form = { render: () => h('form', [h(ErrorSummary, { problems }), ...set()]) };
  const { drawn, leave } = mountInApp(form);
  await drawn.get('a').trigger('click');
  expect(document.activeElement?.id).toBe('second');
  leave();
});

it('Esc in the account’s panel gives the focus back to its button', async () => {
  const ElPopover = { template: '<div><slot name="reference" /><slot /></div>' };
  const { drawn, leave } = mountInApp(AccountMenu, {}, { ElPopover });
  const choice = drawn.get('select');
  choice.element.focus();
  await choice.trigger('keydown', { key: 'Escape' });
  expect(document.activeElement).toBe(drawn.get('button.account').element);
  leave();
});
