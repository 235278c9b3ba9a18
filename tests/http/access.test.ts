import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sessionIdOf } from '../../server/domain/access/session.ts';
import { SESSION_COOKIE } from '../../server/http/session-cookie.ts';
import type { Team, TestContact, TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('what is refused, and how', () => {
  let server: TestApi;
  let team: Team;
  let agent: TestUser;
  let client: ApiClient;
  let contact: TestContact;
  beforeAll(async () => {
    server = await startTestApi();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    team = await server.company.team({ agents: 2 });
    agent = team.agents[0];
    client = await signedInAs(server, agent);
    contact = await server.company.contact({ firstName: 'Maria', lastName: 'Curie', owner: agent });
  });

  const give = (columns: string, ...values: unknown[]) =>
    server.app.pool.query(`UPDATE users SET ${columns} WHERE id = $1`, [agent.id, ...values]);
  const renamed = { firstName: 'Marie' };
  const rename = () => client.send('PATCH', `/api/contacts/${contact.id}`, renamed, { 'if-match': '"1"' });
  const aChannel = async () => {
    const id = randomUUID();
    await server.app.pool.query(`INSERT INTO sales_channels VALUES ($1, $2, 'direct')`, [id, id]);
    return id;
  };

  it('without the eye a section answers 403 to everything; with it and without the pencil to changes (A30)', async () => {
    await give(`readable_sections = '{meetings}', changeable_sections = '{}'`);
    for (const path of ['contacts', `contacts/${contact.id}`, 'search?q=curie', 'calls', 'organizations']) {
      expect((await client.get(`/api/${path}`)).json()).toMatchObject({ status: 403, code: 'forbidden' });
    }
    expect((await client.get('/api/meetings')).statusCode).toBe(200);
    await give(`readable_sections = '{contacts}'`);
    expect((await client.get(`/api/contacts/${contact.id}`)).statusCode).toBe(200);
    expect((await rename()).statusCode).toBe(403);
  });

  it('a record that may be seen and not changed answers 403 to a change, one out of reach 404 (A20, A40)', async () => {
    const organization = randomUUID();
    const add = 'INSERT INTO organizations (id, name, kind) VALUES ($1, $2, $3)';
    await server.app.pool.query(add, [organization, 'Institut du Radium', 'partner']);
    await server.app.pool.query('UPDATE contacts SET organization_id = $1', [organization]);
    await give(`account_roles = '{partner_reader}'`);
    expect((await client.get(`/api/contacts/${contact.id}`)).statusCode).toBe(200);
    expect((await rename()).json()).toMatchObject({ status: 403, code: 'forbidden' });
    const note = () => client.send('POST', `/api/contacts/${contact.id}/notes`, { text: 'x' });
    expect((await note()).statusCode).toBe(403);
    await give(`account_roles = '{}'`);
    const unknown = await client.get(`/api/contacts/${randomUUID()}`);
    for (const answer of [await client.get(`/api/contacts/${contact.id}`), await rename(), await note()]) {
      expect({ ...answer.json(), instance: '' }).toEqual({ ...unknown.json(), instance: '' });
    }
  });

  it('a limit hides the own records too, from lists and their counts (A14, A15)', async () => {
    await give('channel_id = $2', await aChannel());
    expect((await client.get('/api/contacts')).json()).toMatchObject({
      items: [],
      total: { count: 0, isExact: true },
    });
    const made = await client.send('POST', '/api/contacts', { lastName: 'Labelled' });
    expect(made.json()).toMatchObject({ channel: { name: expect.any(String) as string }, groups: [] });
    expect((await client.get('/api/contacts')).json().items).toHaveLength(1);
  });

  it('a chosen channel cuts what the Director sees, and lists are filtered by channel (A10, A17)', async () => {
    const [channelId, other] = [await aChannel(), await aChannel()];
    await server.app.pool.query('UPDATE contacts SET channel_id = $2 WHERE id = $1', [contact.id, channelId]);
    const director = await signedInAs(server, { id: server.company.directorId });
    const find = async (query: string) =>
      (await director.get(`/api/contacts?search=curie&${query}`)).json<{ total: { count: number } }>().total
        .count;
    expect(await find(`channelId=${channelId}`)).toBe(1);
    expect(await find(`channelId=${other}`)).toBe(0);
    const choose = (id: string) =>
      server.app.pool.query('UPDATE sessions SET channel_id = $2 WHERE user_id = $1', [
        server.company.directorId,
        id,
      ]);
    await choose(channelId);
    expect((await director.get(`/api/contacts/${contact.id}`)).statusCode).toBe(200);
    await choose(other);
    expect((await director.get(`/api/contacts/${contact.id}`)).statusCode).toBe(404);
    expect(await find('')).toBe(0);
  });

  it('companies are found by those who reach them, and contacts put into no other', async () => {
    const [own, foreign] = [randomUUID(), randomUUID()];
    const add = 'INSERT INTO organizations (id, name, owner_id) VALUES ($1, $2, $3)';
    await server.app.pool.query(add, [own, `Own ${own}`, agent.id]);
    await server.app.pool.query(add, [foreign, `Foreign ${foreign}`, server.company.directorId]);
    const found = async (id: string) =>
      (await client.get(`/api/organizations?search=${id}`)).json<{ items: unknown[] }>().items.length;
    expect([await found(own), await found(foreign)]).toEqual([1, 0]);
    const put = (organizationId: string) =>
      client.send('POST', '/api/contacts', { lastName: 'New', organizationId });
    expect((await put(own)).statusCode).toBe(201);
    const [refused, unknown] = [await put(foreign), await put(randomUUID())];
    expect(refused.json()).toMatchObject({ status: 400, fields: { organizationId: 'not_found' } });
    expect(refused.json().fields).toEqual(unknown.json().fields);
  });

  it('nobody at whom no call may ring becomes available (A30)', async () => {
    const goToWork = () => client.send('PUT', '/api/agent-state', { status: 'available' });
    await give(`readable_sections = '{contacts}', changeable_sections = '{}'`);
    expect((await goToWork()).json()).toMatchObject({ status: 403, code: 'forbidden' });
    await give(`readable_sections = '{calls}'`);
    expect((await goToWork()).statusCode).toBe(200);
  });

  it('looking as somebody else one sees what that one sees, and changes nothing', async () => {
    const director = await signedInAs(server, { id: server.company.directorId });
    const token = director.cookie.slice(SESSION_COOKIE.length + 1);
    await server.app.pool.query('UPDATE sessions SET looks_as_id = $2 WHERE id = $1', [
      sessionIdOf(token),
      team.agents[1]!.id,
    ]);
    const foreign = await server.company.contact({
      firstName: 'Ada',
      lastName: 'Lovelace',
      owner: (await server.company.team()).head,
    });
    expect((await director.get(`/api/contacts/${contact.id}`)).statusCode).toBe(200);
    expect((await director.get(`/api/contacts/${foreign.id}`)).statusCode).toBe(404);
    const change = await director.send('POST', `/api/contacts/${contact.id}/notes`, { text: 'x' });
    expect(change.json()).toMatchObject({ status: 403, code: 'preview_is_read_only' });
    expect((await director.send('DELETE', '/api/session')).statusCode).toBe(204);
  });
});
