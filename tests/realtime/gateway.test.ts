import { aViewer } from '../support/access/viewers.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import { EVENTS_VERSION } from '../../server/realtime/events.ts';
import { Company, type Team, type TestContact } from '../support/product/company.ts';
import { type ListeningServer, startListening } from '../support/server/test-server.ts';
import {
  createTestDatabase,
  createTestRedis,
  type TestDatabase,
  type TestRedis,
} from '../support/services.ts';
import { TestWindow } from '../support/server/test-window.ts';
import { eventually } from '../support/until.ts';

describe('the socket gateway', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let server: ListeningServer;
  let company: Company;
  let team: Team;
  let contact: TestContact;
  const windows: TestWindow[] = [];

  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    server = await startListening({ databaseUrl: database.url, redisUrl: redis.url }, { keepAliveMs: 100 });
    company = await Company.found(server.app.pool, { trunkPort: 5060 });
  });
  afterAll(async () => {
    await server.close();
    await redis.close();
    await database.close();
  });
  beforeEach(async () => {
    team = await company.team({ agents: 2 });
    contact = await company.contact({ firstName: 'Vera', lastName: 'Rubin', owner: team.agents[0] });
  });
  afterEach(() => windows.splice(0).forEach((window) => window.close()));

  const open = async (agent = team.agents[0], options: { origin?: string } = {}) => {
    const window = await TestWindow.open(server.url, server.app.pool, agent, options);
    windows.push(window);
    return window;
  };
  const addNote = (text: string) =>
    server.app.contacts.addNote({
      viewer: aViewer({ userId: team.agents[0].id, responsibleId: team.head.id }),
      contactId: contact.id,
      text,
    });
  const refusalOf = (headers: Record<string, string>) =>
    new Promise<string>((resolve, reject) => {
      const socket = io(server.url, {
        transports: ['websocket'],
        extraHeaders: headers,
        reconnection: false,
      });
      socket.on('connect', () => reject(new Error('connected')));
      socket.on('connect_error', (error) => {
        socket.close();
        resolve(error.message);
      });
    });

  it('lets in nobody without a session, with a made-up one, or from another site’s page', async () => {
    const window = await open();
    const cookie = `ringdesk_session=${window.token}`;
    expect(await refusalOf({})).toBe('unauthenticated');
    expect(await refusalOf({ cookie: 'ringdesk_session=made-up' })).toBe('unauthenticated');
    expect(await refusalOf({ cookie, origin: 'https://evil.example' })).toBe('unauthenticated');
  });

  it('lets in a window of our own page', async () => {
    const window = await open(team.agents[0], { origin: server.url });
    expect((await window.desk()).agent.userId).toBe(team.agents[0].id);
  });

  it('tells a page of another version to reload', async () => {
    const window = await open();
    const hello = { windowId: window.id, hasFocus: true, version: EVENTS_VERSION + 1 };
    expect(await window.socket.emitWithAck('desk:opened', hello)).toEqual({ error: 'outdated' });
  });

  it('brings a colleague’s note to a window that looks at the contact, without a reload', async () => {
    const window = await open(team.agents[1]);
    window.socket.emit('contact:watched', { contactId: contact.id });
    await eventually(async () => {
      await addNote('see 22 555 01 00');
      return window.heard.find(({ name }) => name === 'timeline:changed');
    }, 'the note arrives');
    expect(window.heard[0]?.data).toMatchObject({
      contactId: contact.id,
      item: { kind: 'note', text: 'see 22 555 01 00', actorName: team.agents[0].name },
    });
  });

  it('tells a window nothing of a contact out of reach, nor of one that has left it (A40)', async () => {
    const stranger = (await company.team()).agents[0];
    const [spy, colleague] = [await open(stranger), await open(team.agents[1])];
    for (const window of [spy, colleague]) window.socket.emit('contact:watched', { contactId: contact.id });
    await eventually(async () => {
      await addNote('one');
      return colleague.heard.length > 0;
    }, 'the colleague hears');
    expect(spy.heard).toEqual([]);
    await server.app.pool.query('UPDATE users SET responsible_id = $2 WHERE id = $1', [
      team.agents[1]!.id,
      company.directorId,
    ]);
    await eventually(async () => {
      const before = colleague.heard.length;
      await addNote('two');
      await new Promise((resolve) => setTimeout(resolve, 150));
      return colleague.heard.length === before;
    }, 'the colleague hears no more');
  });

  it('keeps in the audit log which window asked for a contact out of reach (A43)', async () => {
    const stranger = (await company.team()).agents[0];
    const spy = await open(stranger);
    for (const contactId of [contact.id, randomUUID()]) {
      await spy.socket.timeout(5000).emitWithAck('contact:watched', { contactId });
    }
    await server.app.refusals.settle();
    const { rows } = await server.app.pool.query(
      'SELECT action, actor_name, address, subject_id, after FROM audit_entries WHERE actor_id = $1',
      [stranger.id],
    );
    expect(rows).toEqual([
      {
        action: 'record:out_of_reach',
        actor_name: stranger.name,
        address: expect.stringContaining('127.0.0.1'),
        subject_id: contact.id,
        after: { code: 'not_found', route: 'contact:watched' },
      },
    ]);
  });

  it('closes the sockets of a user who is dismissed, though nobody says so', async () => {
    const window = await open();
    await server.app.pool.query(`UPDATE users SET status = 'dismissed' WHERE id = $1`, [team.agents[0].id]);
    expect((await window.hear('session:ended')).data).toEqual({ reason: 'expired' });
    await window.until(() => window.disconnections.length > 0, 'the socket is closed');
  });

  it('keeps a window’s lease while its socket lives, and opens it anew when the row is lost', async () => {
    const window = await open();
    await window.desk();
    const leaseOf = async () => {
      const { rows } = await server.app.pool.query('SELECT lease_until FROM desk_windows WHERE id = $1', [
        window.id,
      ]);
      return rows[0]?.lease_until as Date | undefined;
    };
    const first = await leaseOf();
    await eventually(async () => (await leaseOf())! > first!, 'the lease is renewed');
    await server.app.pool.query('DELETE FROM desk_windows WHERE id = $1', [window.id]);
    await window.until(() => window.connections === 2, 'the window comes back');
  });

  it('survives whatever a window sends', async () => {
    const window = await open();
    const raw = window.socket as unknown as {
      emit(...input: unknown[]): void;
      emitWithAck(...input: unknown[]): Promise<unknown>;
    };
    for (const payload of [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { contactId: "' OR 1=1" },
      { contactId: {} },
      { windowId: 'x'.repeat(9999) },
    ]) {
      for (const event of [
        'contact:watched',
        'contact:unwatched',
        'window:focused',
        'pop:painted',
        'desk:opened',
      ]) {
        raw.emit(event, payload);
      }
    }
    raw.emit('contact:watched', { contactId: contact.id, extra: true });
    raw.emit('pop:painted', { callId: randomUUID(), windowId: window.id });
    raw.emit('no:such:event', {}, () => undefined);
    expect(await raw.emitWithAck('desk:opened', { windowId: 1 })).toEqual({ error: 'outdated' });
    expect((await window.desk()).calls).toEqual([]);
    expect(window.connections).toBe(1);
  });

  it('cannot be made to take over another user’s window', async () => {
    const mine = await open();
    await mine.desk();
    const theirs = await TestWindow.open(server.url, server.app.pool, team.agents[1]!, { id: mine.id });
    windows.push(theirs);
    await theirs.desk().catch(() => undefined);
    theirs.socket.emit('window:focused', { windowId: mine.id });
    const { rows } = await server.app.pool.query('SELECT user_id FROM desk_windows WHERE id = $1', [mine.id]);
    expect(rows).toEqual([{ user_id: team.agents[0].id }]);
  });
});
