import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it } from 'vitest';
import { useDialogs } from '../../web/features/shell/useDialogs.ts';

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
