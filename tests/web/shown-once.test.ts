import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it } from 'vitest';
import { useSession } from '../../web/composables/useSession.ts';
import RecoveryCodesDialog from '../../web/features/account/RecoveryCodesDialog.vue';
import TwoStepsSection from '../../web/features/account/TwoStepsSection.vue';
import { useShownOnce } from '../../web/features/shell/useShownOnce.ts';
import UserPhone from '../../web/features/users/UserPhone.vue';
import { useLanguage } from '../../web/locales/i18n.ts';
import { answer, later, serve } from './support/fake-server.ts';
import { freshWindow, mountInApp, PlainDialog } from './support/mounting.ts';
import { signedInUser, userCard } from './support/user-builders.ts';

const codes = { kind: 'codes', title: 'Your recovery codes', codes: ['one', 'two'] } as const;

beforeEach(async () => {
  freshWindow();
  useSession().user = signedInUser();
  await useLanguage('en');
});

it('a call parks what is shown once, and it comes back whole', () => {
  const shownOnce = useShownOnce();
  shownOnce.show(codes);
  shownOnce.park();
  expect([shownOnce.shown, shownOnce.parked]).toEqual([null, codes]);
  shownOnce.resume();
  expect(shownOnce.shown).toEqual(codes);
  shownOnce.done();
  expect(shownOnce.next).toBeNull();
});

it('two that come together are shown one after the other', () => {
  const shownOnce = useShownOnce();
  shownOnce.show(codes);
  shownOnce.show({ kind: 'phone', title: 'Phone', login: 'nina', password: 'secret' });
  shownOnce.done();
  expect(shownOnce.shown).toMatchObject({ login: 'nina' });
});

it('whoever signs in next sees none of it', () => {
  const [shownOnce, session] = [useShownOnce(), useSession()];
  shownOnce.show(codes);
  session.user = signedInUser({ id: 'boris' });
  expect(shownOnce.next).toBeNull();
  session.user = signedInUser();
  expect(shownOnce.next).toEqual(codes);
});

it('recovery codes are closed by saying that they are kept, and by nothing else', async () => {
  const { drawn, leave } = mountInApp(RecoveryCodesDialog, { codes: ['one'] });
  const dialog = drawn.getComponent(PlainDialog);
  expect(dialog.props()).toMatchObject({ closeOnPressEscape: false, showClose: false });
  const kept = drawn.findAll('button').find((button) => button.text() === 'I have kept them');
  await kept?.trigger('click');
  expect(drawn.emitted('close')).toHaveLength(1);
  leave();
});

it('codes that arrive when a call has taken the page away are still shown', async () => {
  const made = later();
  serve({
    'POST /me/totp': () => answer({ uri: 'otpauth://totp/anna', secret: 'ABCDEFGH' }),
    'PUT /me/totp': made.answer,
  });
  const factors = { totpSince: null, passkeys: [], recoveryCodesLeft: 0, passkeyOrigin: '' };
  const { drawn, leave } = mountInApp(TwoStepsSection, { factors });
  const setUp = drawn.findAll('button').find((button) => button.text() === 'Set up');
  await setUp?.trigger('click');
  await drawn.get('input[name=password]').setValue('my password');
  await drawn.get('form').trigger('submit');
  await flushPromises();
  await drawn.get('input[name=code]').setValue('123456');
  await drawn.get('form#totp').trigger('submit');
  leave();
  made.arrive(answer({ recoveryCodes: ['one', 'two'] }));
  await flushPromises();
  expect(useShownOnce().shown).toMatchObject({ kind: 'codes', codes: ['one', 'two'] });
});

it('a new phone password that arrives when a call has taken the page away is still shown', async () => {
  const made = later();
  serve({ 'POST /users/anna/phone-password': made.answer });
  const { drawn, leave } = mountInApp(UserPhone, { card: userCard() });
  await drawn.get('.phone__renew').trigger('click');
  await drawn.get('.button--primary').trigger('click');
  leave();
  made.arrive(answer({ login: 'anna', phonePassword: 'secret' }));
  await flushPromises();
  expect(useShownOnce().shown).toMatchObject({ kind: 'phone', login: 'anna', password: 'secret' });
});
