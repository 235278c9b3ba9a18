import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Company, type Team } from '../support/product/company.ts';
import { type CuttableLine, cuttableLine } from '../support/cuttable-line.ts';
import {
  composeForTest,
  type ListeningServer,
  startListening,
  type TestApplication,
} from '../support/server/test-server.ts';
import {
  createTestDatabase,
  createTestRedis,
  type TestDatabase,
  type TestRedis,
} from '../support/services.ts';
import { TestWindow } from '../support/server/test-window.ts';
import { eventually } from '../support/until.ts';

/** Seconds a person waits at most for 'not now'. */
const QUICKLY_MS = 3500;

describe('while a service is away', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let toDatabase: CuttableLine;
  let toRedis: CuttableLine;
  let server: ListeningServer;
  let gateway: TestApplication;
  let company: Company;
  let team: Team;
  let window: TestWindow;

  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    toDatabase = await cuttableLine(database.url);
    toRedis = await cuttableLine(redis.url);
    const cuttable = {
      databaseUrl: toDatabase.url,
      redisUrl: toRedis.url,
    };
    server = await startListening(cuttable);
    gateway = await composeForTest(cuttable);
    company = await Company.found(server.app.pool, { trunkPort: 5060 });
  });
  afterAll(async () => {
    toDatabase.mend();
    toRedis.mend();
    await Promise.all([server.close(), gateway.app.shutdown.close()]);
    await Promise.all([toDatabase.close(), toRedis.close()]);
    await redis.close();
    await database.close();
  });
  beforeEach(async () => {
    team = await company.team();
    window = await TestWindow.open(server.url, server.app.pool, team.agents[0]);
  });
  afterEach(() => window.close());

  const get = async (path: string) => {
    const begun = performance.now();
    const answer = await fetch(`${server.url}${path}`, {
      headers: { cookie: `ringdesk_session=${window.token}` },
    });
    const text = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      text,
      ms: performance.now() - begun,
    };
  };

  it('without the database requests are answered 503 quickly, and the server comes back by itself', async () => {
    expect((await get('/api/contacts')).status).toBe(200);
    toDatabase.cut();
    for (const path of ['/api/contacts', '/api/desk', '/api/session', '/api/dictionaries']) {
      const answer = await get(path);
      expect([path, answer.status, answer.type]).toEqual([
        path,
        503,
        expect.stringContaining('problem+json'),
      ]);
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'unavailable' });
      expect(answer.ms).toBeLessThan(QUICKLY_MS);
      expect(answer.text).not.toMatch(/ECONN|terminated|postgres/i);
    }
    expect((await get('/readyz')).text).toContain('"database":"down"');
    expect((await get('/healthz')).status).toBe(200);
    expect(
      await window.socket.emitWithAck('desk:opened', { windowId: window.id, hasFocus: true, version: 1 }),
    ).toEqual({
      error: 'unavailable',
    });
    toDatabase.mend();
    await eventually(async () => (await get('/readyz')).status === 200, 'the server is ready again');
    expect((await get('/api/contacts')).status).toBe(200);
    expect((await window.desk()).agent.userId).toBe(team.agents[0].id);
  });

  it('without Redis what needs none works, signing in says ‘not now’, and events are not queued', async () => {
    toRedis.cut();
    expect((await get('/api/contacts')).status).toBe(200);
    const signIn = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: team.agents[0].login, password: 'x' }),
    });
    expect(signIn.status).toBe(503);
    expect((await get('/readyz')).text).toContain('"redis":"down"');
    const event = { callId: team.agents[0].id };
    for (let n = 0; n < 100; n += 1)
      gateway.app.publisher.toUser(team.agents[0].id, 'wrap_up:completed', event);
    toRedis.mend();
    await eventually(async () => (await get('/readyz')).status === 200, 'the server is ready again');
    await window.until(() => window.connections >= 2, 'the window comes back for a snapshot');
    await eventually(async () => (await window.desk()).agent.userId === team.agents[0].id, 'the desk opens');
    expect(window.heard.filter(({ name }) => name === 'wrap_up:completed')).toEqual([]);
    await eventually(async () => {
      gateway.app.publisher.toUser(team.agents[0].id, 'wrap_up:completed', event);
      return window.heard.some(({ name }) => name === 'wrap_up:completed');
    }, 'events flow again');
  });

  it('when only the publisher lost Redis, its windows are told to look again and no others', async () => {
    const ownLine = await cuttableLine(redis.url);
    const other = await composeForTest({ databaseUrl: database.url, redisUrl: ownLine.url });
    const stranger = await TestWindow.open(server.url, server.app.pool, (await company.team()).agents[0]);
    try {
      const connections = stranger.connections;
      ownLine.cut();
      await eventually(async () => other.app.redis.status !== 'ready', 'the line is cut');
      other.app.publisher.toUser(team.agents[0].id, 'wrap_up:completed', { callId: team.projectId });
      const before = window.connections;
      await eventually(
        async () => other.log.some((line) => line.includes('events are not published')),
        'it is missed',
      );
      ownLine.mend();
      await window.until(() => window.connections > before, 'the window comes back for a snapshot');
      expect(stranger.connections).toBe(connections);
    } finally {
      stranger.close();
      await other.app.shutdown.close();
      await ownLine.close();
    }
  });
});
