import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CreatedUser, UserCard } from '../../server/http/schemas/users.ts';
import { PASSWORD, type Team, type TestUser } from '../support/product/company.ts';
import { type ApiClient, signedInAs } from '../support/server/api-client.ts';
import { startTestApi, type TestApi } from '../support/server/test-server.ts';

const NEW_PASSWORD = 'correct horse battery';

describe('users', () => {
  let server: TestApi;
  let team: Team;
  let director: ApiClient;
  let head: ApiClient;
  let agent: ApiClient;
  let names = 0;
  beforeAll(async () => {
    server = await startTestApi();
    director = await signedInAs(server, { id: server.company.directorId });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    team = await server.company.team({ agents: 2 });
    head = await signedInAs(server, team.head);
    agent = await signedInAs(server, team.agents[0]);
  });

  const whole = () => ({
    name: 'Nina Nowak',
    email: `nina${(names += 1)}@test.example`,
    extension: String(3000 + names),
    password: NEW_PASSWORD,
    role: 'manager',
    responsibleId: team.head.id,
  });
  const add = (body: object, by = director, headers = {}) => by.send('POST', '/api/users', body, headers);
  const card = async ({ id }: Pick<TestUser, 'id'>, by = director): Promise<UserCard> =>
    (await by.get(`/api/users/${id}`)).json();
  const access = async (user: Pick<TestUser, 'id'>, changes: object, by = director) => {
    const { channel, branch, department, groups, version, ...rest } = await card(user);
    const { dataAccess, accountRoles, readableSections, changeableSections, isChiefManager } = rest;
    const body = {
      ...{ dataAccess, accountRoles, readableSections, changeableSections, isChiefManager },
      ...{
        channelId: channel?.id ?? null,
        branchId: branch?.id ?? null,
        departmentId: department?.id ?? null,
      },
      groupIds: groups.map(({ id }) => id),
      ...changes,
    };
    return by.send('PUT', `/api/users/${user.id}/access`, body, { 'if-match': `"${version}"` });
  };
  const auditOf = async (userId: string) =>
    (
      await server.app.pool.query(
        `SELECT action, actor_name, before, after FROM audit_entries WHERE subject_id = $1 AND outcome = 'done'
         ORDER BY id`,
        [userId],
      )
    ).rows;
  const signIn = async (login: string, password: string) =>
    (await server.api.inject({ method: 'POST', url: '/api/session', payload: { login, password } }))
      .statusCode;

  it('are added whole: every missing field is named at once, and nobody is added (A4)', async () => {
    const count = async () => (await server.app.pool.query('SELECT count(*)::int FROM users')).rows[0].count;
    const before = await count();
    const answer = await add({});
    expect(answer.statusCode).toBe(400);
    expect(answer.json().fields).toEqual({
      name: 'required',
      email: 'required',
      password: 'required',
      role: 'required',
      responsibleId: 'required',
      phone: 'phone_or_extension',
      extension: 'phone_or_extension',
    });
    const taken = await add({ ...whole(), email: `${team.head.login}@TEST.example`, login: team.head.login });
    expect(taken.json().fields).toEqual({ email: 'taken', login: 'taken' });
    const wrong = await add({ ...whole(), email: 'nobody', phone: 'abc', password: 'short', role: 'head' });
    expect(wrong.json().fields).toEqual({
      email: 'not_an_email',
      phone: 'not_a_number',
      password: 'too_short',
      responsibleId: 'not_the_director',
    });
    expect(await count()).toBe(before);
  });

  it('added with a password sign in at once; the phone has a password of its own, told once', async () => {
    const body = whole();
    const answer = await add(body);
    expect(answer.statusCode, answer.body).toBe(201);
    const user: CreatedUser = answer.json();
    expect(user).toMatchObject({
      login: body.email.split('@')[0],
      status: 'active',
      responsible: { id: team.head.id },
      dataAccess: 'team',
      accountRoles: ['customer_manager', 'partner_manager'],
      readableSections: ['visitors', 'contacts', 'deals', 'tickets', 'meetings', 'messages', 'calls'],
      sees: { kind: 'team', colleagues: { count: 2 } },
    });
    expect(await card(user)).toMatchObject({ lastLoginAt: null, lastAddress: null });
    expect(await signIn(user.login, NEW_PASSWORD)).toBe(201);
    expect(await card(user)).toMatchObject({ lastLoginAt: expect.any(String), lastAddress: '127.0.0.1' });
    expect(user.phonePassword).toMatch(/^[\w-]{16}$/);
    expect((await director.get(`/api/users/${user.id}`)).body).not.toContain(user.phonePassword);
    expect(await signIn(user.login, user.phonePassword!)).toBe(401);
    expect((await auditOf(user.id)).map(({ action }) => action)).toContain('user:created');
    expect(JSON.stringify(await auditOf(user.id))).not.toContain(NEW_PASSWORD);
  });

  it('are added once however often a request with one key is repeated, also at the same time', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = whole();
    const answers = await Promise.all([1, 2, 3].map(() => add(body, director, key)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
    expect(answers.filter((answer) => answer.json().phonePassword !== null)).toHaveLength(1);
  });

  it('asked for again with the key are shown as they would be now, or not at all (A6, A40)', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = whole();
    const made: UserCard = (await add(body, head, key)).json();
    expect((await add(body, head, key)).json()).toMatchObject({ id: made.id, phonePassword: null });
    const other = await server.company.team();
    expect((await access(made, { responsibleId: other.head.id })).statusCode).toBe(200);
    const nobody = await head.get(`/api/users/${randomUUID()}`);
    const again = await add(body, head, key);
    expect({ ...again.json(), instance: '' }).toEqual({ ...nobody.json(), instance: '' });
    await director.send('DELETE', `/api/users/${made.id}`);
    expect((await add(body, head, key)).statusCode).toBe(404);
  });

  it('of one address get different sign-in names', async () => {
    const email = whole().email;
    const other = email.replace('test.example', 'other.example');
    const [one, two] = [await add({ ...whole(), email }), await add({ ...whole(), email: other })];
    expect(two.json().login).toBe(`${one.json().login}2`);
  });

  it('are added by Heads as Managers of their own, with the Head’s labels, and by Managers not at all (A5)', async () => {
    const branchId = randomUUID();
    await server.app.pool.query('INSERT INTO branches (id, name) VALUES ($1, $2)', [
      branchId,
      `B ${branchId}`,
    ]);
    expect((await access(team.head, { branchId })).statusCode).toBe(200);
    const made = await add(whole(), head);
    expect(made.json()).toMatchObject({ branch: { id: branchId }, responsible: { id: team.head.id } });
    expect(
      (await add({ ...whole(), role: 'head', responsibleId: server.company.directorId }, head)).json(),
    ).toMatchObject({ fields: { role: 'not_yours_to_give' } });
    const other = await server.company.team();
    expect((await add({ ...whole(), responsibleId: other.head.id }, head)).json().fields).toEqual({
      responsibleId: 'not_oneself',
    });
    expect((await add(whole(), agent)).statusCode).toBe(403);
  });

  it('are added by a Head with no more than the Head has', async () => {
    const limits = {
      dataAccess: 'own',
      accountRoles: ['customer_manager'],
      readableSections: ['contacts', 'calls', 'analytics'],
      changeableSections: ['calls'],
    };
    expect((await access(team.head, limits)).statusCode).toBe(200);
    const made: CreatedUser = (await add(whole(), head)).json();
    expect(made).toMatchObject({
      dataAccess: 'own',
      accountRoles: ['customer_manager'],
      readableSections: ['contacts', 'calls'],
      changeableSections: ['calls'],
      mayEdit: ['profile', 'phone_password'],
    });
    const newcomer = await signedInAs(server, made);
    expect((await newcomer.get('/api/meetings')).statusCode).toBe(403);
  });

  it('are seen by whom they answer to, and by themselves; by others like ones who do not exist (A6)', async () => {
    const other = await server.company.team();
    const ids = async (by: ApiClient) =>
      (await by.get('/api/users'))
        .json()
        .items.map(({ id }: UserCard) => id)
        .sort();
    expect(await ids(agent)).toEqual([team.agents[0].id]);
    expect(await ids(head)).toEqual([team.head.id, ...team.agents.map(({ id }) => id)].sort());
    const nobody = await head.get(`/api/users/${randomUUID()}`);
    const strange = [other.head.id, other.agents[0].id, server.company.directorId];
    for (const id of strange) {
      const answer = await head.get(`/api/users/${id}`);
      expect({ ...answer.json(), instance: '' }).toEqual({ ...nobody.json(), instance: '' });
    }
    expect((await agent.get(`/api/users/${team.agents[1]!.id}`)).statusCode).toBe(404);
  });

  it('who are chief managers see and change Managers, and no Head (A31)', async () => {
    await access(team.agents[0], { isChiefManager: true });
    const other = await server.company.team();
    expect(await card(other.agents[0], agent)).toMatchObject({ mayEdit: ['profile', 'phone_password'] });
    expect((await agent.get(`/api/users/${other.head.id}`)).statusCode).toBe(404);
    expect((await add(whole(), agent)).statusCode).toBe(201);
    expect((await access(other.agents[0], { dataAccess: 'everything' }, agent)).statusCode).toBe(403);
  });

  it('are found by name, e-mail and number, filtered, and listed page by page', async () => {
    const search = (query: string) => head.get(`/api/users?${query}`).then((answer) => answer.json());
    expect((await search(`search=${team.agents[0].login}`)).items).toHaveLength(1);
    expect((await search('search=%25')).items).toEqual([]);
    expect((await search('role=manager&status=active')).items).toHaveLength(2);
    const first = await search('limit=2');
    const second = await search(`limit=2&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  });

  it('have their profile changed by their Head, and nothing more of them', async () => {
    const url = `/api/users/${team.agents[0].id}`;
    const { version } = await card(team.agents[0]);
    const etag = { 'if-match': `"${version}"` };
    const answer = await head.send('PATCH', url, { name: 'New Name', phone: '601 111 222' }, etag);
    expect(answer.json()).toMatchObject({ name: 'New Name', phone: '+48601111222', version: version + 1 });
    expect((await head.send('PATCH', url, { name: 'Late' }, etag)).json()).toMatchObject({
      status: 412,
      current: { name: 'New Name' },
    });
    expect((await head.send('PATCH', url, { name: 'Late' })).statusCode).toBe(428);
    expect((await access(team.agents[0], { dataAccess: 'everything' }, head)).statusCode).toBe(403);
    expect((await head.send('DELETE', url)).statusCode).toBe(403);
    expect((await head.send('PATCH', `/api/users/${team.head.id}`, { name: 'Me' }, etag)).statusCode).toBe(
      403,
    );
    expect((await auditOf(team.agents[0].id)).at(-1)).toMatchObject({
      action: 'user:changed',
      actor_name: team.head.name,
      before: { name: team.agents[0].name },
      after: { name: 'New Name' },
    });
  });

  it('are signed out by a new password that their Head sets', async () => {
    const { version } = await card(team.agents[0]);
    const url = `/api/users/${team.agents[0].id}`;
    const answer = await head.send('PATCH', url, { password: NEW_PASSWORD }, { 'if-match': `"${version}"` });
    expect(answer.statusCode, answer.body).toBe(200);
    expect((await agent.get('/api/session')).statusCode).toBe(401);
    expect(await signIn(team.agents[0].login, PASSWORD)).toBe(401);
    expect(await signIn(team.agents[0].login, NEW_PASSWORD)).toBe(201);
  });

  it('see at the next request what the Director has given them', async () => {
    expect((await agent.get('/api/contacts')).statusCode).toBe(200);
    const answer = await access(team.agents[0], { readableSections: [], changeableSections: ['calls'] });
    expect(answer.json()).toMatchObject({ readableSections: ['calls'], changeableSections: ['calls'] });
    expect((await agent.get('/api/contacts')).statusCode).toBe(403);
    expect((await agent.get('/api/session')).json().user).toMatchObject({ readableSections: ['calls'] });
    expect((await auditOf(team.agents[0].id)).at(-1)).toMatchObject({
      action: 'user:access_changed',
      after: { readableSections: ['calls'], changeableSections: ['calls'] },
    });
  });

  it('who lose the eye on calls are offline', async () => {
    await agent.send('PUT', '/api/agent-state', { status: 'available' });
    await access(team.agents[0], { readableSections: ['contacts'], changeableSections: [] });
    const { rows } = await server.app.pool.query('SELECT status FROM agent_states WHERE user_id = $1', [
      team.agents[0].id,
    ]);
    expect(rows[0].status).toBe('offline');
  });

  it('keep to the Terms: who leads others stays a Head, and answers to the Director', async () => {
    expect((await access(team.head, { role: 'manager' })).json().fields).toEqual({ role: 'leads_users' });
    const other = await server.company.team();
    expect((await access(team.head, { responsibleId: other.head.id })).json().fields).toEqual({
      responsibleId: 'not_the_director',
    });
    expect((await access(team.agents[0], { responsibleId: team.agents[1]!.id })).json().fields).toEqual({
      responsibleId: 'not_a_head_or_the_director',
    });
    expect((await access(team.head, { isChiefManager: true })).json().fields).toEqual({
      isChiefManager: 'not_a_manager',
    });
    const made = await access(team.agents[0], { role: 'head' });
    expect(made.json()).toMatchObject({ role: 'head', responsible: { id: server.company.directorId } });
    const nowhere = randomUUID();
    expect((await access(team.agents[1]!, { branchId: nowhere, groupIds: [nowhere] })).json().fields).toEqual(
      {
        branchId: 'not_found',
        'groupIds.0': 'not_found',
      },
    );
    expect((await access({ id: server.company.directorId }, { role: 'head' })).json().fields).toEqual({
      role: 'the_director_stays',
    });
  });

  it('take a channel only where channels are on', async () => {
    const channelId = randomUUID();
    await server.app.pool.query(`INSERT INTO sales_channels (id, name, kind) VALUES ($1, $2, 'direct')`, [
      channelId,
      `C ${channelId}`,
    ]);
    expect((await access(team.agents[0], { channelId })).json().fields).toEqual({
      channelId: 'channels_are_off',
    });
    expect((await director.send('PUT', '/api/session/channel', { channelId })).json().fields).toEqual({
      channelId: 'channels_are_off',
    });
    await server.app.pool.query('UPDATE installation_settings SET are_channels_on = true');
    expect((await access(team.agents[0], { channelId })).json()).toMatchObject({
      channel: { id: channelId },
    });
    expect((await director.send('PUT', '/api/session/channel', { channelId })).statusCode).toBe(204);
    expect((await director.get('/api/session')).json()).toMatchObject({
      areChannelsOn: true,
      chosenChannel: { id: channelId },
    });
    expect((await head.send('PUT', '/api/session/channel', { channelId })).statusCode).toBe(403);
    await director.send('PUT', '/api/session/channel', { channelId: null });
  });

  it('are signed out elsewhere by the Director alone', async () => {
    const url = `/api/users/${team.agents[0].id}/sessions`;
    expect((await head.get(url)).statusCode).toBe(403);
    const { items } = (await director.get(url)).json();
    expect(items).toHaveLength(1);
    expect((await director.send('DELETE', `${url}/${items[0].id}`)).statusCode).toBe(204);
    expect((await agent.get('/api/session')).statusCode).toBe(401);
    expect((await director.send('DELETE', `${url}/${items[0].id}`)).statusCode).toBe(404);
    expect((await director.send('DELETE', url)).statusCode).toBe(204);
  });

  it('get a new password for the phone, by whom may change their profile', async () => {
    const url = `/api/users/${team.agents[0].id}/phone-password`;
    expect((await agent.send('POST', url)).statusCode).toBe(403);
    const { login, phonePassword } = (await head.send('POST', url)).json();
    expect([login, phonePassword.length]).toEqual([team.agents[0].login, 16]);
  });

  it('whose phone gets a new password are on no phone any more that knew the old one', async () => {
    const [{ id: userId, login }] = team.agents;
    const at = new Date();
    await server.app.database.read.agents.register(
      {
        ...{ id: randomUUID(), userId, contactUri: `sip:${login}@127.0.0.1:5070`, transport: 'udp' },
        ...{
          routeUri: 'sip:127.0.0.1:5070;transport=udp',
          userAgent: null,
          sipCallId: randomUUID(),
          cseq: 1,
        },
        ...{ registeredAt: at, expiresAt: new Date(at.getTime() + 3_600_000) },
      },
      10,
    );
    const phones = async () => (await agent.get('/api/desk')).json().agent.phones;
    expect(await phones()).toBe(1);
    expect((await head.send('POST', `/api/users/${userId}/phone-password`)).statusCode).toBe(200);
    expect(await phones()).toBe(0);
  });

  it('who may more than their Head get neither e-mail nor a password from the Head, the phone’s neither', async () => {
    await access(team.agents[0], { dataAccess: 'everything' });
    const url = `/api/users/${team.agents[0].id}`;
    const { version, mayEdit } = await card(team.agents[0], head);
    expect(mayEdit).toEqual(['profile']);
    const change = { email: 'head@test.example', password: NEW_PASSWORD };
    const answer = await head.send('PATCH', url, change, { 'if-match': `"${version}"` });
    expect(answer.json().fields).toEqual({ email: 'has_more_rights', password: 'has_more_rights' });
    const sipHa1 = async () =>
      (await server.app.pool.query('SELECT sip_ha1 FROM users WHERE id = $1', [team.agents[0].id])).rows[0];
    const before = await sipHa1();
    expect((await head.send('POST', `${url}/phone-password`)).statusCode).toBe(403);
    expect(await sipHa1()).toEqual(before);
    expect((await director.send('POST', `${url}/phone-password`)).statusCode).toBe(200);
  });
});
