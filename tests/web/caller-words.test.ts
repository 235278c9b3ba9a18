import { beforeAll, describe, expect, it } from 'vitest';
import { callerName, endWords, hitWords } from '../../web/features/caller/caller-words.ts';
import { splitName } from '../../web/features/caller/useCallerActions.ts';
import { useLanguage } from '../../web/locales/i18n.ts';
import { callView, knownCard, unknownCard } from './support/desk-builders.ts';

beforeAll(() => useLanguage('en'));

describe('what a caller is called', () => {
  it('a contact by name', () => {
    expect(callerName(callView(), knownCard())).toBe('Aneta Kowalska');
  });

  it('somebody out of reach by no more than that', () => {
    expect(callerName(callView(), { kind: 'out_of_reach' })).toBe('Known caller, not in your reach');
  });

  it('a hidden number as hidden', () => {
    expect(callerName(callView({ number: null, isWithheld: true }), unknownCard)).toBe('Number withheld');
  });

  it('an extension by what the phone showed', () => {
    const call = callView({ number: null, numberReceived: '101', displayName: 'Reception' });
    expect(callerName(call, unknownCard)).toBe('Reception');
  });
});

describe('why we think so', () => {
  it('gives each reason in words', () => {
    expect(hitWords(knownCard().hit, 0)).toBe('mobile of Aneta Kowalska · you manage this contact');
  });
});

describe('how a call ended', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, seconds)).toISOString();

  it('says who hung up, and when', () => {
    const call = callView({ answeredAt: at(10), endedAt: at(50), hangupSide: 'contact', result: 'answered' });
    expect(endWords(call)).toBe('The other side hung up after 40 s.');
  });

  it('says how long a caller waited', () => {
    const call = callView({ ringingAt: at(0), endedAt: at(20), result: 'abandoned', hangupSide: 'contact' });
    expect(endWords(call)).toBe('The caller left after 20 s, before anybody answered.');
  });

  it('prefers the reason that explains', () => {
    const call = callView({ answeredAt: at(0), endedAt: at(9), result: 'answered', reason: 'gateway_lost' });
    expect(endWords(call)).toContain('gateway stopped');
  });
});

describe('a name typed in one field', () => {
  it.each([
    ['Aneta', 'Aneta', ''],
    [' Aneta  Kowalska ', 'Aneta', 'Kowalska'],
    ['Anna Maria van der Berg', 'Anna', 'Maria van der Berg'],
  ])('%j is %s and %s', (typed, firstName, lastName) => {
    expect(splitName(typed)).toEqual({ firstName, lastName });
  });
});
