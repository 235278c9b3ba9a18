import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dropSilentPhone } from '#domain/agents/drop-silent-phone.ts';
import { systemClock } from '#domain/shared/clock.ts';
import { createSeals } from '#platform/seals.ts';
import { createNonces } from '../../telephony/registrar/nonces.ts';
import { receiveRegister, type RegistrarDeps } from '../../telephony/registrar/receive-register.ts';
import { createSourceLimit } from '#platform/source-limit.ts';
import { SECRET_KEY } from '../support/secret-key.ts';
import { RegisteringPhone } from './support/registering-phone.ts';
import { isRealServer, type Switchboard, startSwitchboard } from './support/start-switchboard.ts';

let board: Switchboard;
const phones: RegisteringPhone[] = [];
beforeAll(async () => {
  board = await startSwitchboard();
});
afterEach(() => {
  for (const phone of phones.splice(0)) phone.close();
});
afterAll(() => board.close());

describe('a phone that registers', () => {
  test('with the right password is bound to where it sent from, and told for how long', async () => {
    const { phone, agent } = await newPhone();
    const answer = await phone.prove({ ...agent, contact: phone.contact(), expires: '120' });
    expect(answer.status).toBe(200);
    expect(answer.header('contact')).toBe(`<sip:phone@127.0.0.1:${phone.port}>;expires=120`);
    expect(await bindings(agent.id)).toEqual([`sip:127.0.0.1:${phone.port};transport=udp`]);
  });

  test('behind NAT is bound to the address its request came from', async () => {
    const { phone, agent } = await newPhone();
    const answer = await phone.prove({ ...agent, contact: '<sip:phone@192.168.1.20:5060>' });
    expect(answer.status).toBe(200);
    expect(await bindings(agent.id)).toEqual([`sip:127.0.0.1:${phone.port};transport=udp`]);
  });

  test('with a wrong password is refused, and so is one that nobody has, in the same words', async () => {
    const { phone, agent } = await newPhone();
    const wrong = await phone.prove({ ...agent, password: 'guess', contact: phone.contact() });
    const nobody = await phone.prove({ login: 'nobody', password: 'guess', contact: phone.contact() });
    expect([wrong.status, nobody.status]).toEqual([403, 403]);
    const challenges = await Promise.all([agent.login, 'nobody'].map((login) => phone.send({ login })));
    const shapes = challenges.map((one) => one.header('www-authenticate').replace(/nonce="[^"]+"/, ''));
    expect(shapes[0]).toBe(shapes[1]);
    expect(await bindings(agent.id)).toEqual([]);
  });

  test('of a user who may not work is refused; of one from allowed addresses only, elsewhere (A1, A2)', async () => {
    const { phone, agent } = await newPhone();
    const setStatus = (status: string) =>
      board.database.query('UPDATE users SET status = $2 WHERE id = $1', [agent.id, status]);
    const attempt = async () => (await phone.prove({ ...agent, contact: phone.contact() })).status;
    for (const status of ['inactive', 'dismissed', 'pending_activation', 'ip_restricted']) {
      await setStatus(status);
      expect([status, await attempt()]).toEqual([status, 403]);
    }
    await board.database.query(
      `INSERT INTO address_ranges (id, range, created_at) VALUES (gen_random_uuid(), '127.0.0.0/8', now())`,
    );
    expect(await attempt()).toBe(200);
    await board.database.query('DELETE FROM address_ranges');
    expect(await attempt()).toBe(403);
  });

  test('cannot speak for another user with its own password', async () => {
    const { phone, agent } = await newPhone();
    const other = (await board.company.team()).agents[0];
    const challenge = await phone.send({ login: other.login });
    const authorization = phone.answer(challenge, agent);
    expect((await phone.send({ login: other.login, contact: phone.contact(), authorization })).status).toBe(
      403,
    );
  });

  test('may use a nonce again only with a higher count', async () => {
    const { phone, agent } = await newPhone();
    const challenge = await phone.send(agent);
    const first = phone.answer(challenge, agent, 1);
    const second = phone.answer(challenge, agent, 2);
    expect((await phone.send({ ...agent, authorization: first })).status).toBe(200);
    const replayed = await phone.send({ ...agent, authorization: first });
    expect(replayed.status).toBe(401);
    expect(replayed.header('www-authenticate')).toContain('stale=TRUE');
    expect((await phone.send({ ...agent, authorization: second })).status).toBe(200);
  });

  test('with a nonce we never gave is asked again', async () => {
    const { phone, agent } = await newPhone();
    const challenge = await phone.send(agent);
    const forged = phone.answer(challenge, agent).replace(/nonce="[^"]+"/, 'nonce="2020.made.up"');
    expect((await phone.send({ ...agent, authorization: forged })).status).toBe(401);
  });

  test('cannot use the nonce another address was given', async () => {
    const { phone, agent } = await newPhone();
    const thief = await RegisteringPhone.open(board.sip, '127.0.0.2');
    phones.push(thief);
    const authorization = phone.answer(await phone.send(agent), agent);
    const stolen = await thief.send({ ...agent, contact: thief.contact(), authorization });
    expect(stolen.status).toBe(401);
    expect(stolen.header('www-authenticate')).toContain('stale=TRUE');
    expect((await phone.send({ ...agent, contact: phone.contact(), authorization })).status).toBe(200);
  });

  test('for too short a time is told the shortest', async () => {
    const { phone, agent } = await newPhone();
    const answer = await phone.prove({ ...agent, contact: phone.contact(5) });
    expect(answer.status).toBe(423);
    expect(answer.header('min-expires')).toBe('60');
  });

  test('several times has several bindings, and takes back one of them or all', async () => {
    const { phone, agent } = await newPhone();
    const { phone: other } = await newPhone();
    await phone.prove({ ...agent, contact: phone.contact() });
    const both = await other.prove({ ...agent, contact: other.contact() });
    expect(both.headers('contact').join(',').split('expires=')).toHaveLength(3);
    await phone.prove({ ...agent, contact: phone.contact(0) });
    expect(await bindings(agent.id)).toEqual([`sip:127.0.0.1:${other.port};transport=udp`]);
    const none = await phone.prove({ ...agent, contact: '*', expires: '0' });
    expect(none.status).toBe(200);
    expect(await bindings(agent.id)).toEqual([]);
  });

  test('as an eleventh takes the place of the one that registered longest ago', async () => {
    const { phone, agent } = await newPhone();
    for (let number = 1; number <= 11; number += 1)
      await phone.prove({ ...agent, contact: `<sip:line${number}@127.0.0.1:${phone.port}>` });
    const { rows } = await board.database.query<{ contact_uri: string }>(
      'SELECT contact_uri FROM registrations WHERE user_id = $1 ORDER BY registered_at',
      [agent.id],
    );
    const lines = rows.map((row) => /line\d+/.exec(row.contact_uri)?.[0]);
    expect(lines).toEqual(Array.from({ length: 10 }, (_, index) => `line${index + 2}`));
  });

  test('again after it said nothing to a call is kept, and forgotten if it does not', async () => {
    const { phone, agent } = await newPhone();
    const drop = dropSilentPhone(board.deps);
    const address = {
      contactUri: `sip:phone@127.0.0.1:${phone.port}`,
      routeUri: `sip:127.0.0.1:${phone.port};transport=udp`,
    };
    const calledAt = new Date();
    await phone.prove({ ...agent, contact: phone.contact() });
    await drop({ userId: agent.id, phone: address, calledAt, at: new Date() });
    expect(await bindings(agent.id)).toHaveLength(1);
    await drop({ userId: agent.id, phone: address, calledAt: new Date(), at: new Date() });
    expect(await bindings(agent.id)).toEqual([]);
  });

  test('cannot take back all without an expiry of nought', async () => {
    const { phone, agent } = await newPhone();
    expect((await phone.prove({ ...agent, contact: '*' })).status).toBe(400);
  });

  test('asks what is bound without changing it', async () => {
    const { phone, agent } = await newPhone();
    await phone.prove({ ...agent, contact: phone.contact(600) });
    const asked = await phone.prove(agent);
    expect(asked.header('contact')).toMatch(/expires=(600|599)$/);
  });

  test('out of order changes nothing', async () => {
    const { phone, agent } = await newPhone();
    const challenge = await phone.send(agent);
    const late = phone.answer(challenge, agent, 2);
    await phone.send({
      ...agent,
      contact: phone.contact(600),
      authorization: phone.answer(challenge, agent),
      cseq: 50,
    });
    const answer = await phone.send({ ...agent, contact: phone.contact(60), authorization: late, cseq: 49 });
    expect(answer.status).toBe(500);
    expect((await phone.prove(agent)).header('contact')).toMatch(/expires=(600|599)$/);
  });

  test('with a contact that cannot be read is refused', async () => {
    const { phone, agent } = await newPhone();
    expect((await phone.prove({ ...agent, contact: '<mailto:someone@example.org>' })).status).toBe(400);
  });

  test('asking for challenges without end is turned away without one', async () => {
    const statuses: number[] = [];
    const register = receiveRegister({
      requestLimit: createSourceLimit({ burst: 2, perSecond: 0 }),
      failureLimit: createSourceLimit({ burst: 2, perSecond: 0 }),
      nonces: createNonces(createSeals(SECRET_KEY)),
      clock: systemClock,
    } as RegistrarDeps);
    const headers: Record<string, string> = {
      to: '<sip:anna@ringdesk>',
      'call-id': 'one',
      cseq: '1 REGISTER',
    };
    for (let asked = 0; asked < 3; asked += 1)
      await register({
        method: 'REGISTER',
        uri: 'sip:ringdesk',
        source: { address: '192.0.2.1', port: 5060, transport: 'udp' },
        header: (name) => headers[name],
        reply: (status) => void statuses.push(status),
      });
    expect(statuses).toEqual([401, 401, 503]);
  });

  test.skipIf(isRealServer)(
    'is bound though its answer comes to another gateway than asked for it',
    async () => {
      const gate = await startSwitchboard();
      const second = gate.startAnotherGateway();
      await second.ready;
      try {
        const { agents } = await gate.company.team();
        const phone = await RegisteringPhone.open(gate.sip);
        phones.push(phone);
        const answer = await phone.prove({ ...agents[0], contact: phone.contact() });
        expect(answer.status).toBe(200);
      } finally {
        await second.close();
        await gate.close();
      }
    },
  );

  test.skipIf(isRealServer)('guessing passwords again and again is turned away unheard', async () => {
    const gate = await startSwitchboard();
    try {
      const { agents } = await gate.company.team();
      const phone = await RegisteringPhone.open(gate.sip);
      phones.push(phone);
      for (let guess = 0; guess < 20; guess += 1)
        expect((await phone.prove({ ...agents[0], password: `guess ${guess}` })).status).toBe(403);
      expect((await phone.send(agents[0])).status).toBe(503);
    } finally {
      await gate.close();
    }
  });
});

async function newPhone() {
  const agent = (await board.company.team()).agents[0];
  const phone = await RegisteringPhone.open(board.sip);
  phones.push(phone);
  return { phone, agent };
}

async function bindings(userId: string): Promise<string[]> {
  const { rows } = await board.database.query<{ route_uri: string }>(
    'SELECT route_uri FROM registrations WHERE user_id = $1',
    [userId],
  );
  return rows.map((row) => row.route_uri);
}
