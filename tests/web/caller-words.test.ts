import { beforeAll, describe, expect, it } from 'vitest';
import { callerName, endWords, hitWords, whatWasSaid } from '../../web/features/caller/caller-words.ts';
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

describe('what was last said', () => {
  const at = { occurredAt: '2026-11-21T10:00:00Z', actorName: null };
  const note = { ...at, id: 'note', kind: 'note', noteId: 'n', text: 'Ask for gate 3.' } as const;
  const unanswered = (id: string) =>
    ({
      ...at,
      id,
      kind: 'call',
      callId: id,
      version: 3,
      direction: 'inbound',
      status: 'ended',
      result: 'abandoned',
      number: null,
      projectName: null,
      talkSeconds: null,
      outcome: null,
      note: '',
    }) as const;
  const ids = (items: Parameters<typeof whatWasSaid>[0]) => whatWasSaid(items, 'now').map((item) => item.id);

  it('is the latest event and the words before it, whatever rang in between', () => {
    expect(ids([unanswered('third'), unanswered('second'), note])).toEqual(['third', 'note']);
  });

  it('is the two latest events where nobody said a word', () => {
    expect(ids([unanswered('third'), unanswered('second'), unanswered('first')])).toEqual([
      'third',
      'second',
    ]);
  });

  it('leaves out the very call that the card is for', () => {
    expect(ids([unanswered('now'), note])).toEqual(['note']);
  });

  it('leaves out a meeting that is still to come', () => {
    const meeting = {
      ...at,
      id: 'meeting',
      kind: 'meeting',
      meetingId: 'm',
      name: 'Invoice',
      mode: 'manual',
      status: 'planned',
      statusReason: null,
      fromAt: '2026-11-22T10:00:00Z',
      toAt: '2026-11-22T10:30:00Z',
    } as const;
    expect(ids([meeting, note])).toEqual(['note']);
    expect(ids([{ ...meeting, status: 'held' }, note])).toEqual(['meeting', 'note']);
  });

  it('is nothing for somebody new', () => {
    expect(ids([])).toEqual([]);
  });
});
