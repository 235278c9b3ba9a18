import { beforeAll, expect, it } from 'vitest';
import { whoIsPromised } from '../../web/features/meetings/meeting-words.ts';
import { useLanguage } from '../../web/locales/i18n.ts';
import { meetingView } from './support/desk-builders.ts';

beforeAll(() => useLanguage('en'));

it('a promise is to its contact, or else to what it is called', () => {
  expect(whoIsPromised(meetingView({ contactName: 'Aneta Kowalska' }))).toBe('Aneta Kowalska');
  expect(whoIsPromised(meetingView({ name: 'Prices' }))).toBe('Prices');
});

it('a promise to somebody out of reach is to nobody who could be named', () => {
  expect(whoIsPromised(meetingView({ isContactHidden: true }))).toBe('Known caller, not in your reach');
});
