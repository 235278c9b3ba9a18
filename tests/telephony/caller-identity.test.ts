import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCaller } from '../../telephony/inbound/read-caller.ts';
import { isRealServer, type Switchboard, startSwitchboard } from './support/start-switchboard.ts';

const trusted = { isTrusted: true, country: 'PL' };
const untrusted = { isTrusted: false, country: 'PL' };
const read = (headers: Readonly<Record<string, string>>, trunk = trusted) =>
  readCaller({ header: (name) => headers[name] }, trunk);

describe('who calls', () => {
  test('is what a trusted trunk asserts before what the caller says', () => {
    const headers = {
      'p-asserted-identity': '"Sklep" <sip:+48225550199@carrier.example;user=phone>, <tel:+48225550199>',
      'remote-party-id': '<sip:+48225550111@carrier.example>;party=calling',
      from: '"Anybody" <sip:+48600000001@carrier.example>;tag=1',
    };
    expect(read(headers)).toMatchObject({
      e164: '+48225550199',
      source: 'p_asserted_identity',
      displayName: 'Sklep',
    });
    expect(read(headers, untrusted)).toMatchObject({
      e164: '+48600000001',
      source: 'from',
      displayName: 'Anybody',
    });
    expect(read({ ...headers, 'p-asserted-identity': '' })).toMatchObject({ source: 'remote_party_id' });
  });

  test('has a name of no more than a line', () => {
    const name = read({
      from: `"${'x'.repeat(30_000)}" <sip:+48600000001@carrier.example>;tag=1`,
    }).displayName;
    expect(name).toHaveLength(200);
  });

  test.each([
    ['sip:601100200@gw.example', '+48601100200'],
    ['sip:0048601100200@gw.example', '+48601100200'],
    ['sip:%2B48601100200@gw.example', '+48601100200'],
    ['tel:+48-601-100-200', '+48601100200'],
    ['tel:601100200;phone-context=+48', '+48601100200'],
  ])('written as %s is %s', (uri, e164) => {
    expect(read({ from: `<${uri}>;tag=1` }).e164).toBe(e164);
  });

  test.each([
    { from: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1' },
    { from: '<sip:Restricted@carrier.example>;tag=1' },
    { from: '<sip:unavailable@carrier.example>;tag=1' },
    { from: '<sip:carrier.example>;tag=1' },
    { from: '<sip:+48601100200@carrier.example>;tag=1', privacy: 'id' },
    { from: '<sip:a@b>;tag=1', 'remote-party-id': '<sip:+48601100200@c>;privacy=full' },
  ])('is withheld in %o, and no number is kept', (headers) => {
    expect(read({ ...headers, 'p-asserted-identity': '<tel:+48601100200>' })).toMatchObject({
      isWithheld: true,
      e164: null,
    });
  });

  test('is not withheld by a display name that says so beside a number', () => {
    expect(read({ from: '"Unavailable" <sip:+48601100200@carrier.example>;tag=1' })).toMatchObject({
      isWithheld: false,
      e164: '+48601100200',
    });
  });

  test('is an internal extension when it is a short number', () => {
    expect(read({ from: '<sip:204@pbx.example>;tag=1' })).toMatchObject({ e164: null, extension: '204' });
  });

  test('carries what the network said of its number', () => {
    const from = '<sip:+48601100200;verstat=TN-Validation-Passed@carrier.example>;tag=1';
    expect(read({ from })).toMatchObject({ e164: '+48601100200', verstat: 'TN-Validation-Passed' });
  });

  test.each([
    {},
    { from: '' },
    { from: 'no address at all' },
    { from: '"unterminated <sip:a@b>' },
    { from: '<>' },
  ])('that cannot be read in %o is nobody, and no exception', (headers) => {
    expect(read(headers)).toMatchObject({ e164: null });
  });
});

describe('a call over the trunk', () => {
  let board: Switchboard;
  beforeAll(async () => {
    board = await startSwitchboard();
  });
  afterAll(() => board.close());

  test('from a withheld number is logged so and shows no number to the agent', async () => {
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    const call = board.callTo(team, { from: 'anonymous', displayName: 'Anonymous' });
    const ringing = await phone.nextCall();
    expect(ringing.caller).toBe('anonymous');
    await call.cancel();
    expect(await board.log.ended(call.callId)).toMatchObject({ is_withheld: true, number: null });
  });

  test('with an asserted identity is that caller’s, for this trunk is trusted', async () => {
    const team = await board.company.team();
    const phone = await board.phoneOf(team.agents[0]);
    const call = board.callTo(team, {
      from: '+48600000001',
      headers: [['P-Asserted-Identity', '<sip:+48601100299@carrier.example>']],
    });
    expect((await phone.nextCall()).caller).toBe('+48601100299');
    await call.cancel();
    expect((await board.log.ended(call.callId)).number).toBe('+48601100299');
  });

  test.skipIf(isRealServer)('from nobody’s address gets no service and leaves nothing behind', async () => {
    const elsewhere = await startSwitchboard({
      prepare: (database) => database.query(`UPDATE trunks SET allowed_sources = '{192.0.2.0/24}'`),
    });
    try {
      const team = await elsewhere.company.team();
      const phone = await elsewhere.phoneOf(team.agents[0]);
      expect(await elsewhere.callTo(team).ended()).toEqual({ by: 'them', how: 403 });
      expect(await elsewhere.log.count()).toBe(0);
      expect(phone.calls).toHaveLength(0);
    } finally {
      await elsewhere.close();
    }
  });
});
