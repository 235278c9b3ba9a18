import { expect, it } from 'vitest';
import { keysOf } from '../../web/composables/useShortcuts.ts';

const press = (over: Partial<KeyboardEvent>) =>
  keysOf({ ctrlKey: false, metaKey: false, altKey: false, code: '', key: '', ...over });

it('reads a letter by its place, so that a Russian layout works', () => {
  expect(press({ altKey: true, code: 'KeyC', key: 'с' })).toBe('Alt+C');
  expect(press({ code: 'KeyN', key: 'т' })).toBe('N');
});

it('reads a sign by what it is, wherever it stands on the keyboard', () => {
  expect(press({ code: 'Slash', key: '?' })).toBe('?');
  expect(press({ code: 'Digit7', key: '/' })).toBe('/');
});

it('reads digits and Enter with Ctrl', () => {
  expect(press({ ctrlKey: true, code: 'Digit1', key: '1' })).toBe('Ctrl+1');
  expect(press({ ctrlKey: true, code: 'Enter', key: 'Enter' })).toBe('Ctrl+Enter');
});
