import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Company, PASSWORD, type Team, type TestContact, type TestUser } from '../support/product/company.ts';
import { openSession } from '../support/product/open-session.ts';
import { type ListeningServer, startListening } from '../support/server/test-server.ts';
import { TestWindow } from '../support/server/test-window.ts';
import {
  createTestDatabase,
  createTestRedis,
  type TestDatabase,
  type TestRedis,
} from '../support/services.ts';

/** So long that nothing in here is the keep-alive's doing. */
const keepAliveMs = 600_000;

describe('a change of rights, made at one server,', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let here: ListeningServer;
  let there: ListeningServer;
  let company: Company;
  let team: Team;
  let contact: TestContact;
  let csrfToken: string;
  let cookie: string;
  const windows: TestWindow[] = [];

  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    const services = { databaseUrl: database.url, redisUrl: redis.url };
    [here, there] = [
      await startListening(services, { keepAliveMs }),
      await startListening(services, { keepAliveMs }),
    ];
    company = await Company.found(here.app.pool, { trunkPort: 5060 });
    const session = await openSession(here.app.pool, { id: company.directorId } as TestUser);
    csrfToken = session.csrfToken;
    cookie = `ringdesk_session=${session.token}`;
  });
  afterAll(async () => {
    await Promise.all([here.close(), there.close()]);
    await redis.close();
    await database.close();
  });
  beforeEach(async () => {
    team = await company.team({ agents: 2 });
    contact = await company.contact({ firstName: 'Vera', lastName: 'Rubin', owner: team.agents[0] });
  });
  afterEach(() => windows.splice(0).forEach((window) => window.close()));

  const open = async (
    user: TestUser,
    session?: { token: string; csrfToken: string },
  ): Promise<TestWindow> => {
    const window = await TestWindow.open(there.url, there.app.pool, user, session && { session });
    windows.push(window);
    await window.desk();
    return window;
  };
  /** The Director, at the other server. */
  const ask = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${here.url}${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...{ cookie, 'x-csrf-token': csrfToken },
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.ok, text).toBe(true);
    return text === '' ? null : (JSON.parse(text) as Record<string, unknown>);
  };
  const setAccess = async (user: TestUser, changes: object) => {
    const card = (await ask('GET', `/api/users/${user.id}`))!;
    const { dataAccess, accountRoles, readableSections, changeableSections, isChiefManager, version } = card;
    const marks = { readableSections, changeableSections, isChiefManager };
    const labels = { channelId: null, branchId: null, departmentId: null, groupIds: [] };
    const body = { dataAccess, accountRoles, ...marks, ...labels, ...changes };
    await ask('PUT', `/api/users/${user.id}/access`, body, { 'if-match': `"${String(version)}"` });
  };
  const watch = async (window: TestWindow) =>
    void (await window.socket.timeout(5000).emitWithAck('contact:watched', { contactId: contact.id }));
  const heardOf = (window: TestWindow, name: string) => window.heard.filter((event) => event.name === name);
  const note = (text: string) =>
    here.app.publisher.toContactWatchers(contact.id, 'contact:changed', {
      contactId: contact.id,
      version: text.length,
    });

  it('closes the sockets of a user who is dismissed within a second, at every server (A1)', async () => {
    const window = await open(team.agents[0]);
    await ask('PUT', `/api/users/${team.agents[0].id}/status`, { status: 'dismissed' });
    const beganAt = performance.now();
    expect((await window.hear('session:ended')).data).toEqual({ reason: 'revoked' });
    await window.until(() => window.disconnections.length > 0, 'the socket is closed');
    expect(performance.now() - beganAt).toBeLessThan(1000);
    expect(window.disconnections).toEqual(['io server disconnect']);
  });

  it('lets a window hear no more of a contact that has left the reach, and tells its page', async () => {
    const [colleague, owner] = [await open(team.agents[1]!), await open(team.agents[0])];
    await watch(colleague);
    await watch(owner);
    await setAccess(team.agents[1]!, { dataAccess: 'own' });
    await colleague.hear('access:changed');
    note('now');
    await owner.hear('contact:changed');
    expect(heardOf(colleague, 'contact:changed')).toEqual([]);
    expect(heardOf(owner, 'access:changed')).toEqual([]);
    await expect(watch(colleague)).resolves.toBeUndefined();
    note('again');
    await owner.until(() => heardOf(owner, 'contact:changed').length === 2, 'the owner hears again');
    expect(heardOf(colleague, 'contact:changed')).toEqual([]);
  });

  it('of whom somebody answers to concerns everybody', async () => {
    const colleague = await open(team.agents[1]!);
    await watch(colleague);
    await setAccess(team.agents[0], { responsibleId: company.directorId });
    await colleague.hear('access:changed');
    const owner = await open(team.agents[0]);
    await watch(owner);
    note('gone');
    await owner.hear('contact:changed');
    expect(heardOf(colleague, 'contact:changed')).toEqual([]);
  });

  it('closes one session that the Director ends, and leaves the user’s others', async () => {
    const [one, other] = [await open(team.agents[0]), await open(team.agents[0])];
    const { items } = (await ask('GET', `/api/users/${team.agents[0].id}/sessions`)) as {
      items: { id: string }[];
    };
    await ask('DELETE', `/api/users/${team.agents[0].id}/sessions/${items[0]!.id}`);
    await Promise.race([one.hear('session:ended'), other.hear('session:ended')]);
    expect(heardOf(one, 'session:ended').length + heardOf(other, 'session:ended').length).toBe(1);
  });

  it('reaches also a window that changed its password since, and whose cookie is another by now', async () => {
    const session = await openSession(there.app.pool, team.agents[0]);
    const window = await open(team.agents[0], session);
    const headers = { cookie: `ringdesk_session=${session.token}`, 'x-csrf-token': session.csrfToken };
    await ask('PUT', '/api/me/password', { current: PASSWORD, next: 'correct horse battery' }, headers);
    await setAccess(team.agents[0], { dataAccess: 'own' });
    await window.hear('access:changed');
    expect([heardOf(window, 'session:ended'), window.disconnections]).toEqual([[], []]);
  });

  it('is found by the next look at the sockets where nobody could tell of it', async () => {
    const looking = await startListening(
      { databaseUrl: database.url, redisUrl: redis.url },
      { keepAliveMs: 50 },
    );
    try {
      const window = await TestWindow.open(looking.url, looking.app.pool, team.agents[0]);
      windows.push(window);
      await here.app.pool.query(`UPDATE users SET data_access = 'own' WHERE id = $1`, [team.agents[0].id]);
      await window.hear('access:changed');
    } finally {
      await looking.close();
    }
  });

  it('of eyes brings the Director’s windows back as the user who is looked as, with no desk of that user’s', async () => {
    const director = await openSession(there.app.pool, { id: company.directorId } as TestUser);
    const window = await open({ id: company.directorId } as TestUser, director);
    const headers = { cookie: `ringdesk_session=${director.token}`, 'x-csrf-token': director.csrfToken };
    await ask('POST', '/api/preview', { userId: team.agents[0].id }, headers);
    await window.until(() => window.connections === 2, 'the window comes back');
    expect((await window.desk()).agent.userId).toBe(team.agents[0].id);
    const { rows } = await there.app.pool.query('SELECT FROM desk_windows WHERE user_id = $1', [
      team.agents[0].id,
    ]);
    expect(rows).toEqual([]);
  });
});
