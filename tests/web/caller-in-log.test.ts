import { beforeAll, expect, it } from 'vitest';
import type { LoggedCall } from '../../web/api/calls.ts';
import { callerInLog } from '../../web/features/calls/caller-in-log.ts';
import { useLanguage } from '../../web/locales/i18n.ts';

beforeAll(() => useLanguage('en'));

const caller = (call: Partial<LoggedCall>) =>
  callerInLog({
    isContactHidden: false,
    organizationName: null,
    displayName: 'SWITCHBOARD',
    ...call,
  } as LoggedCall);

it('a company is called by its name rather than by what the phone showed', () => {
  expect(caller({ organizationName: 'Elektromontaż' })).toBe('Elektromontaż');
  expect(caller({})).toBe('SWITCHBOARD');
  expect(caller({ displayName: null })).toBe('Unknown caller');
});

it('somebody out of reach has no name', () => {
  expect(caller({ isContactHidden: true })).toBe('Known caller, not in your reach');
});
