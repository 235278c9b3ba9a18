import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { useSession } from '../../web/composables/useSession.ts';
import { useDialogs } from '../../web/features/shell/useDialogs.ts';
import { signedInUser } from './support/user-builders.ts';

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  setActivePinia(createPinia());
});

it('a form that a call parks while it is being saved does not wait to be saved again', () => {
  const dialogs = useDialogs();
  dialogs.open({ kind: 'contact', title: 'New contact' });
  dialogs.park();
  expect(dialogs.parked).toMatchObject({ title: 'New contact' });
  dialogs.finish('contact');
  expect(dialogs.parked).toBeNull();
});

it('a form that was opened in the meantime stays', () => {
  const dialogs = useDialogs();
  dialogs.open({ kind: 'contact', title: 'New contact' });
  dialogs.finish('meeting');
  expect(dialogs.shown).toMatchObject({ kind: 'contact' });
});

it('whoever signs in next has no form of somebody else open', () => {
  const [dialogs, session] = [useDialogs(), useSession()];
  session.user = signedInUser({ id: 'anna' });
  dialogs.open({ kind: 'contact', title: 'New contact' });
  session.ended('expired');
  expect(dialogs.shown).toBeNull();
  session.user = signedInUser({ id: 'boris' });
  expect(dialogs.shown).toBeNull();
  session.user = signedInUser({ id: 'anna' });
  expect(dialogs.shown).toMatchObject({ title: 'New contact' });
});

it('signing out closes the forms whose words it drops', () => {
  const [dialogs, session] = [useDialogs(), useSession()];
  session.user = signedInUser({ id: 'anna' });
  dialogs.open({ kind: 'contact', title: 'New contact' });
  dialogs.closeAll();
  expect(dialogs.shown).toBeNull();
});
