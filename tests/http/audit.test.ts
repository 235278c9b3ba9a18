import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../server/domain/audit/audit-entry.ts';
import { PASSWORD, type Team, type TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

interface Listed {
  readonly id: string;
  readonly occurredAt: string;
  readonly actor: { id: string; name: string } | null;
  readonly address: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly subject: { kind: string; id: string | null; name: string | null } | null;
  readonly before: unknown;
  readonly after: unknown;
}

describe('the audit log', () => {
  let server: TestApi;
  let director: ApiClient;
  let team: Team;
  beforeAll(async () => {
    server = await startTestApi();
    director = await signedInAs(server, server.company.director);
    team = await server.company.team();
  });
  afterAll(() => server.close());

  const list = async (query: string): Promise<{ items: Listed[]; nextCursor: string | null }> => {
    await server.app.refusals.settle();
    const answer = await director.get(`/api/audit${query}`);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  const refusals = async (query: string) => (await list(`?outcome=refused&${query}`)).items;
  const someone = async (): Promise<TestUser> => (await server.company.team()).agents[0];

  it('is out of harm’s way: the application works as a role that owns nothing', async () => {
    const { rows } = await server.app.pool.query('SELECT current_user AS role');
    expect(rows).toEqual([{ role: 'ringdesk_app' }]);
    expect(server.log.join('')).not.toContain('the database role is not taken');
  });

  it('is read by the Director alone', async () => {
    for (const user of [team.head, team.agents[0]]) {
      expect((await (await signedInAs(server, user)).get('/api/audit')).statusCode).toBe(403);
    }
  });

  it('has what was refused to whom, from where', async () => {
    const agent = await someone();
    const client = await signedInAs(server, agent);
    await client.send('PUT', '/api/installation', { areChannelsOn: true });
    expect(await refusals(`actorId=${agent.id}`)).toMatchObject([
      {
        actor: { id: agent.id, name: agent.name },
        address: '127.0.0.1',
        action: 'request:refused',
        subject: { kind: 'route', name: 'PUT /api/installation' },
        before: null,
        after: { code: 'forbidden' },
      },
    ]);
  });

  it('has a change without the CSRF token', async () => {
    const agent = await someone();
    const client = await signedInAs(server, agent);
    const url = '/api/session';
    await server.api.inject({ method: 'DELETE', url, headers: { cookie: client.cookie } });
    expect(await refusals(`actorId=${agent.id}`)).toMatchObject([{ action: 'request:refused' }]);
  });

  it('has a contact out of reach, which answers like one that does not exist, and not the latter', async () => {
    const [agent, owner] = [await someone(), await someone()];
    const contact = await server.company.contact({ firstName: 'Out', lastName: 'Reach', owner });
    const client = await signedInAs(server, agent);
    const [hidden, missing] = [
      await client.get(`/api/contacts/${contact.id}`),
      await client.get(`/api/contacts/${randomUUID()}`),
    ];
    expect([hidden.statusCode, missing.statusCode]).toEqual([404, 404]);
    expect(await refusals(`actorId=${agent.id}`)).toMatchObject([
      {
        action: 'record:out_of_reach',
        subject: { kind: 'contact', id: contact.id, name: 'Out Reach' },
        after: { route: 'GET /api/contacts/:id' },
      },
    ]);
  });

  it('has a company out of reach that somebody asked for by naming it in another request', async () => {
    const [agent, owner] = [await someone(), await someone()];
    const own = await server.company.contact({ firstName: 'Own', lastName: 'Person', owner: agent });
    const organizationId = randomUUID();
    await server.app.pool.query(
      `INSERT INTO organizations (id, name, owner_id) VALUES ($1, 'Secret Ltd', $2)`,
      [...[organizationId, owner.id]],
    );
    const client = await signedInAs(server, agent);
    const version = { 'if-match': '"1"' };
    for (const id of [organizationId, randomUUID()]) {
      const answer = await client.send('PATCH', `/api/contacts/${own.id}`, { organizationId: id }, version);
      expect([answer.statusCode, answer.json().fields]).toEqual([400, { organizationId: 'not_found' }]);
    }
    expect(await refusals(`actorId=${agent.id}`)).toMatchObject([
      {
        action: 'record:out_of_reach',
        subject: { kind: 'organization', id: organizationId, name: 'Secret Ltd' },
      },
    ]);
  });

  it('has people out of reach whom somebody named, wherever a request names them', async () => {
    const [other, mine] = [await server.company.team(), await server.company.team()];
    const [agent, stranger] = [mine.agents[0], other.agents[0]];
    const client = await signedInAs(server, agent);
    const own = await server.company.contact({ firstName: 'Own', lastName: 'Person', owner: agent });
    const change = (body: object) =>
      client.send('PATCH', `/api/contacts/${own.id}`, body, { 'if-match': '"1"' });
    const nobody = randomUUID();
    expect((await change({ ownerId: stranger.id })).json().fields).toEqual({ ownerId: 'not_found' });
    const managerIds = [agent.id, nobody, stranger.id];
    expect((await change({ managerIds })).json().fields).toEqual({
      'managerIds.1': 'not_found',
      'managerIds.2': 'not_found',
    });
    const seen = await refusals(`actorId=${agent.id}`);
    const entry = {
      action: 'record:out_of_reach',
      subject: { kind: 'user', id: stranger.id, name: stranger.name },
      after: { code: 'not_found', route: 'PATCH /api/contacts/:id' },
    };
    expect(seen).toMatchObject([entry, entry]);
  });

  it('has the member somebody named who is none, with a meeting', async () => {
    const [other, mine] = [await server.company.team(), await server.company.team()];
    const [agent, stranger] = [mine.agents[0], other.agents[0]];
    const client = await signedInAs(server, agent);
    const answer = await client.send('POST', '/api/meetings', {
      name: 'Promise',
      number: '+48601000001',
      mode: 'manual',
      projectId: mine.projectId,
      userId: stranger.id,
      fromWall: '2099-11-21T14:30',
      toWall: '2099-11-21T14:40',
      timeZone: 'UTC',
    });
    expect(answer.json().fields).toMatchObject({ userId: 'not_a_member' });
    expect(await refusals(`actorId=${agent.id}`)).toMatchObject([
      { subject: { kind: 'user', id: stranger.id }, after: { code: 'not_a_member' } },
    ]);
  });

  it('has a change that another site’s page asked for in somebody’s session', async () => {
    const agent = await someone();
    const client = await signedInAs(server, agent);
    const foreign = { origin: 'https://evil.example', host: 'desk.example' };
    expect((await client.send('PATCH', '/api/me', { locale: 'pl' }, foreign)).statusCode).toBe(403);
    expect(await refusals(`actorId=${agent.id}`)).toMatchObject([
      {
        actor: { id: agent.id, name: agent.name },
        action: 'request:refused',
        subject: { kind: 'route', name: 'PATCH /api/me' },
        after: { code: 'forbidden' },
      },
    ]);
    const nobody = { ...foreign, cookie: 'ringdesk_session=made-up' };
    await server.api.inject({ method: 'PATCH', url: '/api/me', headers: nobody, payload: { locale: 'pl' } });
    expect(await refusals('action=request%3Arefused&search=nobody-of-that-name')).toEqual([]);
  });

  it('has what people change of themselves, once, and when they sign out', async () => {
    const agent = await someone();
    const client = await signedInAs(server, agent);
    const settings = { locale: 'pl', timeZone: 'Asia/Tokyo' };
    for (let n = 0; n < 2; n += 1) await client.send('PATCH', '/api/me', settings);
    await client.send('DELETE', '/api/session');
    expect((await list(`?actorId=${agent.id}`)).items).toMatchObject([
      { action: 'session:closed', subject: { kind: 'user', id: agent.id }, before: null, after: null },
      {
        action: 'user:changed',
        subject: { kind: 'user', id: agent.id, name: agent.name },
        before: { locale: 'en', timeZone: 'Europe/Warsaw' },
        after: settings,
      },
    ]);
  });

  it('has sign-ins that were refused, with whose they would have been and without what was typed', async () => {
    const agent = await someone();
    const attempt = (login: string) =>
      server.api.inject({ method: 'POST', url: '/api/session', payload: { login, password: 'a wrong one' } });
    await attempt(agent.login.toUpperCase());
    await attempt(`${agent.login}@test.example`);
    await attempt('my-secret-in-the-wrong-field');
    const found = await refusals('action=sign_in%3Arefused');
    expect(found).toMatchObject([
      { actor: null, address: '127.0.0.1', subject: null },
      { actor: null, subject: { kind: 'user', id: agent.id, name: agent.name } },
      { actor: null, subject: { kind: 'user', id: agent.id, name: agent.name } },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/my-secret|a wrong one/);
  });

  it('has who came back with a session after losing the right to work', async () => {
    const agent = await someone();
    const client = await signedInAs(server, agent);
    await server.app.pool.query(`UPDATE users SET status = 'dismissed' WHERE id = $1`, [agent.id]);
    expect((await client.get('/api/contacts')).statusCode).toBe(401);
    expect(await refusals(`actorId=${agent.id}`)).toMatchObject([
      { action: 'request:refused', after: { code: 'unauthenticated' } },
    ]);
    const stranger = await server.api.inject({
      url: '/api/contacts',
      headers: { cookie: 'ringdesk_session=x' },
    });
    expect(stranger.statusCode).toBe(401);
    expect(await refusals('action=request%3Arefused&search=nobody-of-that-name')).toEqual([]);
  });

  it('has no secret of anybody', async () => {
    await server.api.inject({
      ...{ method: 'POST', url: '/api/session' },
      payload: { login: (await someone()).login, password: PASSWORD },
    });
    const { items } = await list('?limit=200');
    expect(items.length).toBeGreaterThan(0);
    expect(JSON.stringify(items)).not.toMatch(/argon2|test-company-pass|token|hash/i);
  });

  describe('as a list', () => {
    const at = (second: number) => new Date(Date.UTC(2020, 0, 1, 0, 0, second));
    const [one, other] = [randomUUID(), randomUUID()];
    beforeAll(async () => {
      const entries = Array.from({ length: 30 }, (_, index): AuditEntry => {
        const isOne = index % 3 === 0;
        return {
          // ten to an instant: the order is settled by the id
          at: at(Math.floor(index / 10)),
          actor: {
            userId: isOne ? one : other,
            name: isOne ? 'Żaneta Łoś' : 'Bob 100%',
            address: '192.0.2.4',
          },
          action: 'branch:created',
          outcome: 'done',
          subject: { kind: 'branch', id: `branch-${index}`, name: `Branch_${index}` },
          before: null,
          after: { name: `Branch_${index}` },
        };
      });
      await server.app.database.read.audit.write(...entries);
    });
    const old = 'from=2020-01-01T00:00:00Z&to=2020-01-01T00:00:03Z';
    const subjects = (items: readonly Listed[]) => items.map(({ subject }) => subject?.id);

    it('is paged from the newest on, each entry once', async () => {
      const seen: Listed[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(
          `?${old}&limit=7${cursor === null ? '' : `&cursor=${cursor}`}`,
        );
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(subjects(seen)).toEqual(Array.from({ length: 30 }, (_, index) => `branch-${29 - index}`));
    });

    it('is cut by actor, subject, action, outcome and half-open times', async () => {
      expect((await list(`?${old}&actorId=${one}`)).items).toHaveLength(10);
      expect(subjects((await list(`?${old}&subjectId=branch-4`)).items)).toEqual(['branch-4']);
      expect((await list(`?${old}&action=branch%3Adeleted`)).items).toEqual([]);
      expect((await list(`?${old}&outcome=refused`)).items).toEqual([]);
      const second = await list('?from=2020-01-01T00:00:01Z&to=2020-01-01T00:00:02Z');
      expect(subjects(second.items)).toEqual(
        Array.from({ length: 10 }, (_, index) => `branch-${19 - index}`),
      );
    });

    it('is searched by the names of who and what, as they are written or without marks', async () => {
      expect((await list(`?${old}&search=zaneta%20los`)).items).toHaveLength(10);
      expect((await list(`?${old}&search=100%25`)).items).toHaveLength(20);
      expect(subjects((await list(`?${old}&search=branch_29`)).items)).toEqual(['branch-29']);
      expect((await list(`?${old}&search=branchX29`)).items).toEqual([]);
    });

    it.each(['cursor=x', 'action=user%3Aforgotten', 'from=yesterday', 'limit=1000', 'order=asc'])(
      'refuses %s',
      async (query) => {
        expect((await director.get(`/api/audit?${query}`)).statusCode).toBe(400);
      },
    );
  });
});
