import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { io, type Socket } from 'socket.io-client';
import { openSession } from '../support/product/open-session.ts';
import { Company, type TestUser } from '../support/product/company.ts';
import { type ListeningServer, startListening } from '../support/server/test-server.ts';
import {
  createTestDatabase,
  createTestRedis,
  type TestDatabase,
  type TestRedis,
} from '../support/services.ts';

describe('sockets of users with restricted addresses (A2)', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let server: ListeningServer;
  let company: Company;
  let agent: TestUser;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    // the test stands where a proxy would, so it can say whence it comes
    server = await startListening(
      { databaseUrl: database.url, redisUrl: redis.url },
      { keepAliveMs: 60_000, env: { TRUSTED_PROXIES: '127.0.0.0/8' } },
    );
    company = await Company.found(server.app.pool, { trunkPort: 5060 });
  });
  afterAll(async () => {
    await server.close();
    await redis.close();
    await database.close();
  });
  beforeEach(async () => {
    agent = (await company.team()).agents[0];
    await server.app.pool.query(`UPDATE users SET status = 'ip_restricted' WHERE id = $1`, [agent.id]);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.app.pool.query('DELETE FROM address_ranges');
  });

  const actor = { userId: crypto.randomUUID(), name: 'Dora', address: '127.0.0.1' };
  const allow = async (range: string): Promise<string> => {
    const added = await server.app.access.addAddressRange({ actor, range, note: '' });
    if (added.kind !== 'added') throw new Error('not a network');
    return added.range.id;
  };
  /** 'connected', or why not. */
  const connect = async (forwardedFor: string): Promise<{ outcome: string; socket: Socket }> => {
    const { token } = await openSession(server.app.pool, agent);
    const socket = io(server.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: `ringdesk_session=${token}`, 'x-forwarded-for': forwardedFor },
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    const outcome = await new Promise<string>((resolve) => {
      socket.on('connect', () => resolve('connected'));
      socket.on('connect_error', ({ message }) => resolve(message));
    });
    return { outcome, socket };
  };

  it('shake hands from the allowed ranges alone', async () => {
    expect((await connect('10.1.2.3')).outcome).toBe('unauthenticated');
    await allow('10.1.0.0/16');
    expect((await connect('10.1.2.3')).outcome).toBe('connected');
    expect((await connect('10.2.0.1')).outcome).toBe('unauthenticated');
    expect((await connect('10.1.2.3, 10.2.0.1')).outcome).toBe('unauthenticated');
  });

  it('are closed at once when their range goes, and only those', async () => {
    const goes = await allow('10.1.0.0/16');
    await allow('10.2.0.0/16');
    const [out, stays] = [await connect('10.1.2.3'), await connect('10.2.0.1')];
    expect([out.outcome, stays.outcome]).toEqual(['connected', 'connected']);
    const ended = new Promise((resolve) => out.socket.on('session:ended', resolve));
    const closed = new Promise((resolve) => out.socket.on('disconnect', resolve));
    const told = new Promise((resolve) => stays.socket.on('access:changed', resolve));
    await server.app.access.removeAddressRange({ actor, id: goes });
    expect(await ended).toEqual({ reason: 'revoked' });
    await Promise.all([closed, told]);
    expect(stays.socket.connected).toBe(true);
  });

  it('are in the audit log when they are refused, with whose they would have been', async () => {
    await connect('203.0.113.9');
    await server.app.refusals.settle();
    const { rows } = await server.app.pool.query(
      `SELECT action, address, after FROM audit_entries WHERE actor_id = $1 AND outcome = 'refused'`,
      [agent.id],
    );
    expect(rows).toEqual([
      { action: 'socket:refused', address: '203.0.113.9', after: { code: 'unauthenticated' } },
    ]);
  });
});

describe('sockets that nobody has told of a change', () => {
  it('are closed at the next look', async () => {
    const [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    const server = await startListening(
      { databaseUrl: database.url, redisUrl: redis.url },
      { keepAliveMs: 100 },
    );
    try {
      const company = await Company.found(server.app.pool, { trunkPort: 5060 });
      const agent = (await company.team()).agents[0];
      const { token } = await openSession(server.app.pool, agent);
      const socket = io(server.url, {
        transports: ['websocket'],
        extraHeaders: { cookie: `ringdesk_session=${token}` },
        reconnection: false,
      });
      await new Promise((resolve) => socket.on('connect', () => resolve(null)));
      const ended = new Promise((resolve) => socket.on('session:ended', resolve));
      await server.app.pool.query(`UPDATE users SET status = 'ip_restricted' WHERE id = $1`, [agent.id]);
      expect(await ended).toEqual({ reason: 'expired' });
    } finally {
      await server.close();
      await redis.close();
      await database.close();
    }
  });
});
