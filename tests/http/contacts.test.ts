import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../server/http/schemas/contacts.ts';
import type { Team } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('contacts', () => {
  let server: TestApi;
  let team: Team;
  let agent: ApiClient;
  beforeAll(async () => {
    server = await startTestApi();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    team = await server.company.team({ agents: 2 });
    agent = await signedInAs(server, team.agents[0]);
  });

  const add = async (body: object, headers = {}) => agent.send('POST', '/api/contacts', body, headers);
  const addZofia = async (): Promise<Contact> =>
    (
      await add({
        firstName: 'Zofia',
        lastName: 'Nałkowska',
        numbers: [{ number: '500 100 200', kind: 'mobile' }],
      })
    ).json();

  it('are added with numbers read in any spelling, and belong to their author', async () => {
    const answer = await add({
      firstName: ' Zofia ',
      lastName: 'Nałkowska',
      language: 'pl',
      numbers: [
        { number: '500 100 200', kind: 'mobile' },
        { number: '0049 30 901820', kind: 'work' },
        { number: '(22) 555-01-00 ext. 12', kind: 'work', country: 'PL' },
      ],
      emails: ['Zofia@Example.com'],
    });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({
      name: 'Zofia Nałkowska',
      language: 'pl',
      owner: { id: team.agents[0].id },
      version: 1,
      emails: [{ address: 'zofia@example.com' }],
      numbers: [
        { e164: '+48500100200', extension: null, received: '500 100 200', kind: 'mobile' },
        { e164: '+4930901820', kind: 'work' },
        { e164: '+48225550100', extension: '12', kind: 'work' },
      ],
    });
    expect(answer.headers['etag']).toBe('"1"');
    const again = await agent.get(answer.headers['location'] as string);
    expect(again.json()).toEqual(answer.json());
    expect(again.headers['etag']).toBe('"1"');
  });

  it('are refused with every wrong field named, and nothing is written', async () => {
    const nobody = randomUUID();
    const answer = await add({
      numbers: [
        { number: '500 100 201', kind: 'mobile' },
        { number: 'abc', kind: 'mobile' },
        { number: '+48500100201', kind: 'work' },
      ],
      emails: ['not an address', 'a@b.example', 'A@B.example'],
      ownerId: nobody,
      managerIds: [nobody],
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: 'invalid',
      fields: {
        lastName: 'required',
        'numbers.1.number': 'not_a_number',
        'numbers.2.number': 'duplicate',
        'emails.0': 'not_an_email',
        'emails.2': 'duplicate',
        ownerId: 'not_found',
        'managerIds.0': 'not_found',
      },
    });
    expect((await agent.get('/api/contacts')).json().total).toEqual({ count: 0, isExact: true });
  });

  it('cannot point to what does not exist', async () => {
    const id = randomUUID();
    const answer = await add({ lastName: 'X', organizationId: id, stageId: id, sourceId: id, tagIds: [id] });
    expect(answer.json().fields).toEqual({
      organizationId: 'not_found',
      stageId: 'not_found',
      sourceId: 'not_found',
      'tagIds.0': 'not_found',
    });
  });

  it('are added once however often a request with one key is repeated, also at the same time', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { lastName: 'Once', numbers: [{ number: '500100203', kind: 'mobile' }] };
    const answers = await Promise.all([1, 2, 3, 4].map(() => add(body, key)));
    const ids = new Set(answers.map((answer) => answer.json<Contact>().id));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
    expect(ids.size).toBe(1);
    expect((await add(body, { 'idempotency-key': randomUUID() })).json().id).not.toBe([...ids][0]);
    const other = await signedInAs(server, team.agents[1]!);
    expect((await other.send('POST', '/api/contacts', body, key)).json().id).not.toBe([...ids][0]);
  });

  it('keep what is absent from a change, and clear what is null', async () => {
    const contact = await addZofia();
    await agent.send('PATCH', `/api/contacts/${contact.id}`, { position: 'CEO' }, { 'if-match': '"1"' });
    const answer = await agent.send(
      'PATCH',
      `/api/contacts/${contact.id}`,
      { position: null, lastName: 'Rygier-Nałkowska' },
      { 'if-match': '"2"' },
    );
    expect(answer.json()).toMatchObject({
      firstName: 'Zofia',
      name: 'Zofia Rygier-Nałkowska',
      position: null,
      numbers: [{ e164: '+48500100200' }],
      version: 3,
    });
    expect(answer.headers['etag']).toBe('"3"');
  });

  it('replace a list whole; what stays in it keeps its id', async () => {
    const contact = await addZofia();
    const change = {
      numbers: [
        { number: '+48 22 555 01 00', kind: 'work' },
        { number: '+48500100200', kind: 'main' },
      ],
    };
    const answer = await agent.send('PATCH', `/api/contacts/${contact.id}`, change, { 'if-match': '"1"' });
    const { numbers } = answer.json<Contact>();
    expect(numbers.map(({ e164, kind }) => [e164, kind])).toEqual([
      ['+48225550100', 'work'],
      ['+48500100200', 'main'],
    ]);
    expect(numbers[1]?.id).toBe(contact.numbers[0]?.id);
  });

  it('show the second of two editors what differs, and lose neither change (C6)', async () => {
    const contact = await addZofia();
    const url = `/api/contacts/${contact.id}`;
    const first = await agent.send(
      'PATCH',
      url,
      { position: 'Writer', firstName: 'Zofia M.' },
      { 'if-match': '"1"' },
    );
    expect(first.statusCode).toBe(200);
    const colleague = await signedInAs(server, team.agents[1]!);
    const change = {
      position: 'Editor',
      firstName: 'Zofia M.',
      numbers: [{ number: '500-100-200', kind: 'mobile' }],
    };
    const second = await colleague.send('PATCH', url, change, { 'if-match': '"1"' });
    expect(second.statusCode).toBe(412);
    expect(second.headers['content-type']).toContain('application/problem+json');
    expect(second.json()).toMatchObject({
      code: 'conflict',
      current: { position: 'Writer', version: 2 },
      differing: ['position'],
    });
    expect((await agent.get(url)).json().position).toBe('Writer');
  });

  it('let exactly one of many simultaneous changes win', async () => {
    const { id } = await addZofia();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        agent.send('PATCH', `/api/contacts/${id}`, { position: `P${n}` }, { 'if-match': '"1"' }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412, 412, 412]);
    expect((await agent.get(`/api/contacts/${id}`)).json().version).toBe(2);
  });

  it('cannot be changed without saying which version is meant', async () => {
    const { id } = await addZofia();
    const url = `/api/contacts/${id}`;
    expect((await agent.send('PATCH', url, { position: 'X' })).statusCode).toBe(428);
    const answer = await agent.send('PATCH', url, { position: 'X' }, { 'if-match': '*' });
    expect(answer.json()).toMatchObject({ status: 400, fields: { 'if-match': 'not_a_version' } });
  });

  it('out of reach look exactly like those that do not exist (A40)', async () => {
    const stranger = await signedInAs(server, (await server.company.team()).agents[0]);
    const { id } = await addZofia();
    const bodyOf = (answer: { json(): object }) => ({ ...answer.json(), instance: '' });
    for (const path of ['', '/timeline', '/meetings']) {
      const hidden = await stranger.get(`/api/contacts/${id}${path}`);
      const missing = await stranger.get(`/api/contacts/${randomUUID()}${path}`);
      expect(hidden.statusCode).toBe(404);
      expect(bodyOf(hidden)).toEqual(bodyOf(missing));
    }
    const changed = await stranger.send(
      'PATCH',
      `/api/contacts/${id}`,
      { position: 'X' },
      { 'if-match': '"1"' },
    );
    const note = await stranger.send('POST', `/api/contacts/${id}/notes`, { text: 'hello' });
    expect([changed.statusCode, note.statusCode]).toEqual([404, 404]);
    expect((await stranger.get('/api/search?q=Zofia')).json()).toEqual({ items: [] });
    expect((await stranger.get('/api/contacts?search=Zofia')).json().total.count).toBe(0);
    expect((await agent.get(`/api/contacts/${id}`)).json().version).toBe(1);
  });

  it('can be given only to people within reach', async () => {
    const stranger = (await server.company.team()).agents[0];
    const { id } = await addZofia();
    const give = (ownerId: string, version: number) =>
      agent.send('PATCH', `/api/contacts/${id}`, { ownerId }, { 'if-match': `"${version}"` });
    expect((await give(stranger.id, 1)).json().fields).toEqual({ ownerId: 'not_found' });
    expect((await give(team.agents[1]!.id, 1)).json().owner.id).toBe(team.agents[1]!.id);
    // a manager never gives to the own head, whose records are out of reach
    expect((await give(team.head.id, 2)).json().fields).toEqual({ ownerId: 'not_found' });
  });

  it('say to a reader of accounts that they may only be looked at (A20)', async () => {
    const { id } = await addZofia();
    const shown = async () => (await agent.get(`/api/contacts/${id}`)).json<Contact>();
    const found = async () => (await agent.get('/api/search?q=Zofia')).json<{ items: object[] }>().items;
    expect(await shown()).toMatchObject({ mayChange: true });
    expect(await found()).toMatchObject([{ id, mayChange: true }]);
    const { pool } = server.app;
    const organizationId = randomUUID();
    await pool.query(
      `INSERT INTO organizations (id, name, kind, owner_id) VALUES ($1, 'Firma', 'customer', $2)`,
      [organizationId, team.agents[0].id],
    );
    await pool.query('UPDATE contacts SET organization_id = $2 WHERE id = $1', [id, organizationId]);
    await pool.query(`UPDATE users SET account_roles = '{customer_reader}' WHERE id = $1`, [
      team.agents[0].id,
    ]);
    expect(await shown()).toMatchObject({ id, mayChange: false });
    expect(await found()).toMatchObject([{ id, mayChange: false }]);
    const change = { position: 'Writer' };
    const refused = await agent.send('PATCH', `/api/contacts/${id}`, change, { 'if-match': '"1"' });
    expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
  });
});
