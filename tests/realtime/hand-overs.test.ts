import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Api } from '../../server/http/api.ts';
import { createApi } from '../../server/http/create-api.ts';
import { Company, type Team, type TestContact, type TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import {
  composeForTest,
  type ListeningServer,
  startListening,
  type TestApplication,
} from '../support/server/test-server.ts';
import { TestWindow } from '../support/server/test-window.ts';
import {
  createTestDatabase,
  createTestRedis,
  type TestDatabase,
  type TestRedis,
} from '../support/services.ts';

/** A41: the caller is known, but not to the agent at whose phone it rang. */
describe('a caller out of reach', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let server: ListeningServer;
  let second: TestApplication;
  let api: Api;
  let company: Company;
  let asking: Team;
  let other: Team;
  let contact: TestContact;
  let callId: string;
  let agent: ApiClient;
  const windows: TestWindow[] = [];

  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    const services = { databaseUrl: database.url, redisUrl: redis.url };
    server = await startListening(services);
    // asked at another server than the windows are at
    second = await composeForTest(services);
    api = await createApi(second.app, second.config);
    await api.ready();
    company = await Company.found(server.app.pool, { trunkPort: 5060 });
  });
  afterAll(async () => {
    await api.close();
    await second.app.shutdown.close();
    await server.close();
    await redis.close();
    await database.close();
  });
  beforeEach(async () => {
    [asking, other] = [await company.team({ agents: 2 }), await company.team()];
    contact = await company.contact({ firstName: 'Vera', lastName: 'Rubin', owner: other.agents[0] });
    callId = await callOf(asking.agents[0]);
    agent = await as(asking.agents[0]);
  });
  afterEach(() => windows.splice(0).forEach((window) => window.close()));

  const as = (user: Pick<TestUser, 'id'>) =>
    signedInAs({ ...second, api, company, close: () => api.close() }, user);
  const open = async (user: Pick<TestUser, 'id'>) => {
    const window = await TestWindow.open(server.url, server.app.pool, user as TestUser);
    windows.push(window);
    return window;
  };
  const ask = () => agent.send('POST', `/api/calls/${callId}/hand-over-request`);
  const asked = async (): Promise<string> => (await ask()).json<{ id: string }>().id;
  const decide = (client: ApiClient, id: string, decision: string) =>
    client.send('POST', `/api/hand-over-requests/${id}/decision`, { decision });
  /** Of this test's call. */
  const listed = async (client: ApiClient) =>
    (await client.get('/api/hand-over-requests'))
      .json<{ items: { id: string; callId: string }[] }>()
      .items.filter((request) => request.callId === callId);

  /** A call with the contact that the agent talks on. */
  async function callOf(user: TestUser): Promise<string> {
    const id = randomUUID();
    await server.app.pool.query(
      `INSERT INTO calls (id, direction, status, contact_id, agent_id, number, number_received, queued_at, answered_at,
         project_id)
       VALUES ($1, 'inbound', 'answered', $2, $3, $4, $4, now(), now(), $5)`,
      [id, contact.id, user.id, contact.number, asking.projectId],
    );
    await server.app.pool.query(
      `INSERT INTO call_legs (id, call_id, kind, status, user_id, is_contact_hidden, started_at, answered_at)
       VALUES ($1, $2, 'agent', 'answered', $3, true, now(), now())`,
      [randomUUID(), id, user.id],
    );
    return id;
  }

  it('is asked for, and given by the Director: the agent’s card shows who it is at once', async () => {
    const [agentWindow, directorWindow] = [
      await open(asking.agents[0]),
      await open({ id: company.directorId }),
    ];
    const requestId = await asked();
    expect((await directorWindow.hear('hand_over:requested')).data).toMatchObject({
      id: requestId,
      callId,
      contact: { id: contact.id, name: 'Vera Rubin' },
      agent: { id: asking.agents[0].id },
    });
    const director = await as({ id: company.directorId });
    expect(await listed(director)).toMatchObject([{ id: requestId }]);
    expect((await decide(director, requestId, 'manager')).statusCode).toBe(204);
    expect((await agentWindow.hear('hand_over:decided')).data).toMatchObject({
      requestId,
      decision: 'manager',
    });
    expect((await agentWindow.hear('call:identified')).data).toMatchObject({
      card: { kind: 'contact', contactId: contact.id, name: 'Vera Rubin' },
    });
    expect((await directorWindow.hear('hand_over:closed')).data).toMatchObject({ requestId });
    const seen = await agent.get(`/api/contacts/${contact.id}`);
    expect(seen.json().managers.map(({ id }: { id: string }) => id)).toContain(asking.agents[0].id);
    expect(await listed(director)).toEqual([]);
  });

  it('given as owner becomes the agent’s own', async () => {
    const director = await as({ id: company.directorId });
    const before = (await director.get(`/api/contacts/${contact.id}`)).json<{ version: number }>();
    await decide(director, await asked(), 'owner');
    const after = (await agent.get(`/api/contacts/${contact.id}`)).json();
    expect(after).toMatchObject({ owner: { id: asking.agents[0].id }, version: before.version + 1 });
  });

  it('is asked for once however often, and again after it was declined', async () => {
    const director = await as({ id: company.directorId });
    const requestId = await asked();
    expect(await asked()).toBe(requestId);
    expect(await listed(director)).toHaveLength(1);
    await decide(director, requestId, 'declined');
    const state = () => agent.get(`/api/calls/${callId}/hand-over-request`);
    expect((await state()).json()).toEqual({
      id: requestId,
      decision: 'declined',
      decidedBy: 'Dora Director',
    });
    expect((await agent.get(`/api/contacts/${contact.id}`)).statusCode).toBe(404);
    expect((await ask()).json()).toMatchObject({ id: requestId, decision: null });
  });

  it('is answered once: who comes second is told so', async () => {
    const director = await as({ id: company.directorId });
    const requestId = await asked();
    const answers = await Promise.all([
      decide(director, requestId, 'manager'),
      decide(director, requestId, 'declined'),
      decide(director, requestId, 'owner'),
    ]);
    const codes = answers.map(({ statusCode }) => statusCode).toSorted();
    expect(codes[0]).toBe(204);
    expect(codes.slice(1).every((code) => code === 404 || code === 409)).toBe(true);
  });

  it('is nobody’s to give who does not reach both the contact and the agent', async () => {
    const requestId = await asked();
    for (const user of [asking.head, other.head, asking.agents[1]!, other.agents[0]]) {
      const client = await as(user);
      expect(await listed(client)).toEqual([]);
      const answer = await decide(client, requestId, 'manager');
      expect(answer.statusCode).toBe(404);
    }
    expect((await agent.get(`/api/contacts/${contact.id}`)).statusCode).toBe(404);
  });

  it('is given by the agent’s Head who has been added to the contact', async () => {
    await server.app.pool.query('INSERT INTO contact_managers (contact_id, user_id) VALUES ($1, $2)', [
      contact.id,
      asking.head.id,
    ]);
    const headWindow = await open(asking.head);
    const requestId = await asked();
    expect((await headWindow.hear('hand_over:requested')).data).toMatchObject({ id: requestId });
    const head = await as(asking.head);
    expect((await decide(head, requestId, 'manager')).statusCode).toBe(204);
    expect((await agent.get(`/api/contacts/${contact.id}`)).statusCode).toBe(200);
  });

  it('is not given to an agent who would not see it for the own limits', async () => {
    const channelId = randomUUID();
    await server.app.pool.query(`INSERT INTO sales_channels (id, name, kind) VALUES ($1, $2, 'direct')`, [
      channelId,
      `Channel ${channelId}`,
    ]);
    // the call is the agent's own and carries the channel; the contact does not
    await server.app.pool.query('UPDATE users SET channel_id = $1 WHERE id = $2', [
      channelId,
      asking.agents[0].id,
    ]);
    await server.app.pool.query('UPDATE calls SET channel_id = $1 WHERE id = $2', [channelId, callId]);
    const director = await as({ id: company.directorId });
    const answer = await decide(director, await asked(), 'owner');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().fields).toEqual({ decision: 'agent_is_limited' });
    const kept = (await director.get(`/api/contacts/${contact.id}`)).json();
    expect(kept.owner.id).toBe(other.agents[0].id);
    expect(await listed(director)).toHaveLength(1);
  });

  it('of an agent who may not work any more is nobody’s to answer, and open again for one who is back', async () => {
    const director = await as({ id: company.directorId });
    const requestId = await asked();
    const status = `/api/users/${asking.agents[0].id}/status`;
    await director.send('PUT', status, { status: 'dismissed' });
    expect(await listed(director)).toEqual([]);
    const answer = await decide(director, requestId, 'owner');
    const nobodys = await decide(director, randomUUID(), 'owner');
    expect({ ...answer.json(), instance: '' }).toEqual({ ...nobodys.json(), instance: '' });
    expect(answer.statusCode).toBe(404);
    await director.send('PUT', status, { status: 'ip_restricted' });
    expect(await listed(director)).toMatchObject([{ id: requestId }]);
  });

  it('goes with an agent who is deleted', async () => {
    const director = await as({ id: company.directorId });
    const requestId = await asked();
    expect((await director.send('DELETE', `/api/users/${asking.agents[0].id}`)).statusCode).toBe(204);
    expect(await listed(director)).toEqual([]);
    expect((await decide(director, requestId, 'manager')).statusCode).toBe(404);
    const left = 'SELECT FROM hand_over_requests WHERE id = $1';
    expect((await server.app.pool.query(left, [requestId])).rowCount).toBe(0);
  });

  it('is not asked for on a call of somebody else, or with a caller one may see', async () => {
    const colleague = await as(asking.agents[1]!);
    const url = (id: string) => `/api/calls/${id}/hand-over-request`;
    expect((await colleague.send('POST', url(callId))).statusCode).toBe(404);
    const owner = await as(other.agents[0]);
    expect((await owner.send('POST', url(callId))).statusCode).toBe(404);
    expect((await owner.send('POST', url(await callOf(other.agents[0])))).statusCode).toBe(404);
    expect((await agent.get(url(callId))).statusCode).toBe(404);
  });

  it('leaves in the audit log who gave whom to whom', async () => {
    const director = await as({ id: company.directorId });
    await decide(director, await asked(), 'owner');
    const { rows } = await server.app.pool.query(
      `SELECT actor_id, action, subject_id, after FROM audit_entries WHERE subject_id = $1`,
      [contact.id],
    );
    expect(rows).toMatchObject([
      {
        actor_id: company.directorId,
        action: 'hand_over:decided',
        after: { decision: 'owner', agentId: asking.agents[0].id, callId },
      },
    ]);
  });
});
