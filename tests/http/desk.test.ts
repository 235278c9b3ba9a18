import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Team } from '../support/product/company.ts';
import { signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

describe('the desk and the wallboard', () => {
  let server: TestApi;
  let team: Team;
  beforeAll(async () => {
    server = await startTestApi();
    team = await server.company.team({ agents: 2 });
  });
  afterAll(() => server.close());

  it('answer the state of the own desk', async () => {
    const agent = await signedInAs(server, team.agents[0]);
    const answer = await agent.get('/api/desk');
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      seq: expect.any(Number),
      agent: { userId: team.agents[0].id, status: 'offline', phones: 0 },
      calls: [],
      wrapUp: null,
      reminders: [],
      nextMeeting: null,
    });
  });

  it('take a state an agent may ask for, and none that follows from calls', async () => {
    const agent = await signedInAs(server, team.agents[0]);
    const paused = await agent.send('PUT', '/api/agent-state', { status: 'paused', reason: 'lunch' });
    expect(paused.json()).toMatchObject({ status: 'paused', pauseReason: 'lunch' });
    const onCall = await agent.send('PUT', '/api/agent-state', { status: 'on_call' });
    expect(onCall.json()).toMatchObject({ status: 400, fields: { status: 'not_one_of_these' } });
    const other = await agent.send('PUT', '/api/agent-state', {
      status: 'offline',
      userId: team.agents[1]!.id,
    });
    expect(other.json().fields).toEqual({ userId: 'unknown_field' });
  });

  it('show the wallboard to those who lead, each with the own people', async () => {
    const agent = await signedInAs(server, team.agents[0]);
    expect((await agent.get('/api/wallboard')).statusCode).toBe(403);
    await server.company.team();
    const head = await signedInAs(server, team.head);
    const own = (await head.get('/api/wallboard')).json<{ agents: { userId: string }[] }>();
    expect(own.agents.map(({ userId }) => userId).sort()).toEqual(
      [team.head, ...team.agents].map(({ id }) => id).sort(),
    );
    const director = await signedInAs(server, { id: server.company.directorId });
    const all = (await director.get('/api/wallboard')).json();
    expect(all.agents).toHaveLength(5);
    expect(all).toMatchObject({
      waiting: [],
      trunks: [{ name: 'Peer of the tests', activeCalls: 0, isEnabled: true }],
      gatewayUp: false,
      engineUp: false,
      popP99Ms: null,
    });
  });

  it('tell from a gateway’s pulse whether it and its engine are up', async () => {
    const director = await signedInAs(server, { id: server.company.directorId });
    const up = async () => {
      const { gatewayUp, engineUp } = (await director.get('/api/wallboard')).json();
      return { gatewayUp, engineUp };
    };
    await server.app.pulse.beat('gateway-1', true);
    expect(await up()).toEqual({ gatewayUp: true, engineUp: true });
    await server.app.pulse.beat('gateway-1', false);
    expect(await up()).toEqual({ gatewayUp: true, engineUp: false });
  });

  it('offer in forms only people within reach', async () => {
    const usersOf = async (id: string) =>
      (await (await signedInAs(server, { id })).get('/api/dictionaries'))
        .json<{ users: { id: string }[] }>()
        .users.map((user) => user.id)
        .sort();
    expect(await usersOf(team.agents[0].id)).toEqual(team.agents.map(({ id }) => id).sort());
    expect(await usersOf(server.company.directorId)).toHaveLength(6);
  });

  it('name as owners also those who work no more, for lists to be narrowed to', async () => {
    const { pool } = server.app;
    const [one, other] = [team.agents[0], team.agents[1]!];
    const listed = async () =>
      (await (await signedInAs(server, one)).get('/api/dictionaries')).json<
        Record<'users' | 'owners', { id: string }[]>
      >();
    await pool.query(`UPDATE users SET status = 'dismissed' WHERE id = $1`, [other.id]);
    const { users, owners } = await listed();
    await pool.query(`UPDATE users SET status = 'active' WHERE id = $1`, [other.id]);
    expect(users.map(({ id }) => id)).toEqual([one.id]);
    expect(owners.map(({ id }) => id).sort()).toEqual([one.id, other.id].sort());
  });

  it('say of each project who of those works for it', async () => {
    const agent = await signedInAs(server, team.agents[0]);
    const { projects } = (await agent.get('/api/dictionaries')).json<{
      projects: { id: string; memberIds: string[] }[];
    }>();
    const membersOf = new Map(projects.map(({ id, memberIds }) => [id, memberIds.toSorted()]));
    expect(membersOf.get(team.projectId)).toEqual(team.agents.map(({ id }) => id).sort());
    for (const [id, memberIds] of membersOf) if (id !== team.projectId) expect(memberIds).toEqual([]);
  });
});
