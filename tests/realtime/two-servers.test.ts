import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../server/data/pg-database.ts';
import { receiveCall } from '../../server/domain/calls/receive-call.ts';
import type { E164 } from '../../server/domain/callers/phone-number.ts';
import { registerPhone } from '../../server/domain/agents/register-phone.ts';
import { requestStatus } from '../../server/domain/agents/request-status.ts';
import { redisEmitter } from '../../server/realtime/redis-emitter.ts';
import { channelOf, userRoom } from '../../server/realtime/rooms.ts';
import { Company, type Team } from '../support/product/company.ts';
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

describe('two servers, one agent', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let gateway: TestApplication;
  let servers: readonly [ListeningServer, ListeningServer];
  let company: Company;
  let team: Team;
  const windows: TestWindow[] = [];

  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    const services = { databaseUrl: database.url, redisUrl: redis.url };
    gateway = await composeForTest(services, { followsHeardRooms: true });
    servers = [await startListening(services), await startListening(services)];
    company = await Company.found(gateway.app.pool, { trunkPort: 5060 });
  });
  afterAll(async () => {
    await Promise.all([...servers.map((server) => server.close()), gateway.app.shutdown.close()]);
    await redis.close();
    await database.close();
  });
  beforeEach(async () => {
    team = await company.team();
  });
  afterEach(() => windows.splice(0).forEach((window) => window.close()));

  const openAt = async (
    server: ListeningServer,
    options: { id?: string; session?: { token: string; csrfToken: string } } = {},
  ): Promise<TestWindow> => {
    const window = await TestWindow.open(server.url, gateway.app.pool, team.agents[0], options);
    windows.push(window);
    return window;
  };
  /** A call as a gateway, a third process, takes it. */
  const ring = async (number: string) => {
    const [agent] = team.agents;
    const deps = { ...gateway.app, database: createDatabase(gateway.app.pool) };
    const at = new Date();
    const lease = new Date(at.getTime() + 60_000);
    await registerPhone(deps)({
      userId: agent.id,
      contactUri: 'sip:phone@127.0.0.1',
      routeUri: 'sip:127.0.0.1:5080',
      transport: 'udp',
      userAgent: null,
      sipCallId: 'register',
      cseq: 1,
      at,
      expiresAt: lease,
    } as never);
    await requestStatus(deps)({ userId: agent.id, status: 'available', reason: null });
    return receiveCall(deps)({
      sipCallId: `call-${number}-${at.getTime()}`,
      trunkId: null,
      project: { id: team.projectId },
      caller: {
        e164: number as E164,
        extension: null,
        received: number,
        displayName: null,
        isWithheld: false,
        source: 'from',
        verstat: null,
      },
      dialled: team.dialled,
      receivedAt: at,
      gatewayId: 'gateway',
      leaseUntil: lease,
    });
  };

  it('windows at different servers hear the same events with the same numbers, and one of them pops', async () => {
    const [here, there] = [await openAt(servers[0]), await openAt(servers[1])];
    await here.desk();
    await there.desk();
    const contact = await company.contact({ firstName: 'Ada', lastName: 'Byron', owner: team.agents[0] });
    const plan = await ring(contact.number);
    expect(plan.kind).toBe('ring');
    const [rangHere, rangThere] = [await here.hear('call:rang'), await there.hear('call:rang')];
    expect(rangHere).toEqual(rangThere);
    expect(rangHere.data).toMatchObject({
      card: { kind: 'contact', contactId: contact.id, name: 'Ada Byron' },
      popWindowId: there.id,
    });
    const seqs = here.heard.flatMap(({ data }) => data.seq ?? []);
    expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
  });

  it('a reload in mid-call that lands at the other server finds the very state', async () => {
    const window = await openAt(servers[0]);
    await window.desk();
    const contact = await company.contact({ firstName: 'Grace', lastName: 'Hopper', owner: team.agents[0] });
    await ring(contact.number);
    await window.hear('call:rang');
    const before = await window.desk();
    window.close();
    const { id, token, csrfToken } = window;
    const reloaded = await openAt(servers[1], { id, session: { token, csrfToken } });
    const after = await reloaded.desk();
    expect({ ...after, now: '' }).toEqual({ ...before, now: '' });
    expect(after.calls).toMatchObject([
      { call: { status: 'ringing' }, card: { contactId: contact.id }, popWindowId: id },
    ]);
    expect(after.seq).toBe(before.seq);
    const { rows } = await gateway.app.pool.query('SELECT server_id FROM desk_windows WHERE id = $1', [id]);
    expect(rows).toEqual([{ server_id: servers[1].config.instanceId }]);
  });

  it('a window that its agent’s gateway learnt of too late is sent to look again, and no other', async () => {
    const [agent, other] = [team.agents[0], (await company.team()).agents[0]];
    const witness = await TestWindow.open(servers[0].url, gateway.app.pool, other);
    windows.push(witness);
    await witness.desk();
    // what was kept back before it came is in what it reads
    gateway.app.publisher.toUser(agent.id, 'wrap_up:completed', { callId: 'before' });
    await setTimeout(5);
    const window = await openAt(servers[0]);
    await window.desk();
    gateway.app.publisher.toUser(agent.id, 'wrap_up:completed', { callId: 'behind' });
    expect((await window.hear('wrap_up:completed')).data).toMatchObject({ callId: 'behind' });
    expect(window.connections).toBe(1);

    const emitter = redisEmitter<Record<string, (event: object) => void>>((channel, message) => {
      void gateway.app.redis.publish(channel, message);
    });
    emitter.serverSideEmit('room:missed', { channel: channelOf(userRoom(agent.id, 'calls')) });
    await window.until(() => window.connections === 2, 'the window has come anew');
    expect(witness.disconnections).toEqual([]);
  });

  it('a server that notices late that a window left it does not take it from the other', async () => {
    const window = await openAt(servers[0]);
    await window.desk();
    const { id, token, csrfToken } = window;
    const moved = await openAt(servers[1], { id, session: { token, csrfToken } });
    await moved.desk();
    window.close();
    const witness = await openAt(servers[0]);
    await witness.desk();
    witness.close();
    const serverOf = async (windowId: string) => {
      const found = await gateway.app.pool.query('SELECT server_id FROM desk_windows WHERE id = $1', [
        windowId,
      ]);
      return found.rows[0]?.server_id as string | undefined;
    };
    await eventually(async () => (await serverOf(witness.id)) === undefined, 'the later goodbye is said');
    expect(await serverOf(id)).toBe(servers[1].config.instanceId);
  });

  it('an agent whose window closes for good is left without one', async () => {
    const window = await openAt(servers[0]);
    await window.desk();
    window.close();
    await eventually(async () => {
      const { rowCount } = await gateway.app.pool.query('SELECT FROM desk_windows WHERE id = $1', [
        window.id,
      ]);
      return rowCount === 0;
    }, 'the window is closed');
  });

  it('a painted card is counted once, from the INVITE', async () => {
    const window = await openAt(servers[1]);
    await window.desk();
    await ring(company.unusedNumber());
    const { data } = await window.hear('call:rang');
    const callId = (data['call'] as { id: string }).id;
    window.socket.emit('pop:painted', { callId, windowId: window.id });
    window.socket.emit('pop:painted', { callId, windowId: window.id });
    await eventually(async () => {
      const { rows } = await gateway.app.pool.query('SELECT painted_ms FROM calls WHERE id = $1', [callId]);
      return rows[0].painted_ms !== null;
    }, 'the time is on record');
    const metrics = await eventually(async () => {
      const text = await (await fetch(`http://127.0.0.1:${servers[1].healthPort}/metrics`)).text();
      return /ringdesk_pop_painted_ms_count\{[^}]*\} 1\n/.test(text) && text;
    }, 'the time is in the metrics');
    expect(metrics).toMatch(/ringdesk_sockets\{[^}]*\} 1\n/);
  });

  it('a sign-out at one server closes the session’s windows at the other, and no others', async () => {
    const window = await openAt(servers[1]);
    const other = await openAt(servers[1]);
    const answer = await fetch(`${servers[0].url}/api/session`, {
      method: 'DELETE',
      headers: { cookie: `ringdesk_session=${window.token}`, 'x-csrf-token': window.csrfToken },
    });
    expect(answer.status).toBe(204);
    expect((await window.hear('session:ended')).data).toEqual({ reason: 'signed_out' });
    await window.until(() => window.disconnections.length === 1, 'the socket is closed');
    expect(other.socket.connected).toBe(true);
  });

  it('a server that closes sends its windows away to come back elsewhere', async () => {
    const extra = await startListening({ databaseUrl: database.url, redisUrl: redis.url });
    const window = await openAt(extra);
    await window.desk();
    await extra.close();
    await window.until(() => window.disconnections.length === 1, 'the socket is closed');
    expect(['transport close', 'transport error']).toContain(window.disconnections[0]);
    const { rowCount } = await gateway.app.pool.query('SELECT FROM desk_windows WHERE id = $1', [window.id]);
    expect(rowCount).toBe(0);
  });
});
