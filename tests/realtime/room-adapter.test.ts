import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectRedis, type Redis, redisReady } from '#platform/redis.ts';
import { redisEmitter } from '#realtime/redis-emitter.ts';
import { roomAdapter } from '#realtime/room-adapter.ts';
import { type CuttableLine, cuttableLine } from '../support/cuttable-line.ts';
import { createTestRedis, type TestRedis } from '../support/services.ts';
import { eventually } from '../support/until.ts';

const logger = pino({ level: 'silent' });
const CHANNELS = { anna: 'socket.io#/#user:anna#', ewa: 'contact:ewa' };

describe('the rooms a server hears of', () => {
  let testRedis: TestRedis;
  let line: CuttableLine;
  let commands: Redis;
  let subscriber: Redis;
  let io: Server;
  let told: string[];
  let news: unknown[];

  beforeAll(async () => {
    testRedis = await createTestRedis();
  });
  afterAll(() => testRedis.close());
  beforeEach(async () => {
    line = await cuttableLine(testRedis.url);
    commands = connectRedis(testRedis.url, 'commands', logger);
    subscriber = connectRedis(line.url, 'rooms', logger);
    await Promise.all([redisReady(commands, 5000), redisReady(subscriber, 5000)]);
    told = [];
    news = [];
    const heardOfContact = (heard: unknown): void => void news.push(heard);
    io = new Server({ adapter: roomAdapter({ commands, subscriber, logger, heardOfContact }) });
  });
  afterEach(async () => {
    await adapter().close();
    commands.disconnect();
    subscriber.disconnect();
    await line.close();
  });

  const adapter = () => io.of('/').adapter;
  const join = async (id: string, ...rooms: string[]): Promise<void> => {
    const client = { writeToEngine: (packets: string[]) => void told.push(`${id} ${packets.join(' ')}`) };
    io.of('/').sockets.set(id as never, { client } as never);
    await adapter().addAll(id, new Set([id, ...rooms]));
  };
  /** Those of rooms; an adapter has channels of its own besides. */
  const channels = async (): Promise<string[]> => {
    const all = (await commands.pubsub('CHANNELS')) as string[];
    return all.filter((name) => !/^socket\.io-re/.test(name)).sort();
  };
  const emitter = () => redisEmitter((channel, message) => void commands.publish(channel, message));

  it('are those that somebody here is in, each as long as somebody is', async () => {
    await join('1', 'user:anna', 'contact:ewa');
    await join('2', 'user:anna');
    expect(await channels()).toEqual([CHANNELS.ewa, CHANNELS.anna]);
    expect(await commands.pubsub('NUMPAT')).toBe(0);
    adapter().delAll('1');
    await eventually(async () => (await channels()).length === 1, 'nobody is told of the contact');
    expect(await channels()).toEqual([CHANNELS.anna]);
    adapter().delAll('2');
    await eventually(async () => (await channels()).length === 0, 'nobody is told anything');
  });

  it('bring what is said from the moment somebody has joined, to nobody else', async () => {
    await join('1', 'user:anna');
    await join('2', 'user:piotr');
    emitter().to('user:anna').emit('first');
    emitter().to('user:nobody').emit('lost');
    emitter().to('user:piotr').emit('second');
    await eventually(() => Promise.resolve(told.length === 2), 'both are told');
    expect(told).toEqual(['1 2["first"]', '2 2["second"]']);
  });

  it('bring news of a contact to who chooses its hearers, and to no socket', async () => {
    await join('1', 'contact:ewa');
    await commands.publish(CHANNELS.ewa, 'no JSON');
    await commands.publish(CHANNELS.ewa, '{"contactId":"ewa"}');
    await eventually(() => Promise.resolve(news.length === 1), 'the news is there');
    expect(news).toEqual([{ contactId: 'ewa' }]);
    expect(told).toEqual([]);
  });

  it('are heard again by who leaves and comes back at once', async () => {
    await join('1', 'user:anna');
    adapter().delAll('1');
    await join('1', 'user:anna');
    emitter().to('user:anna').emit('again');
    await eventually(() => Promise.resolve(told.length === 1), 'it is told');
  });

  it('are joined when Redis has said so, or has said nothing for two seconds, and heard when it is back', async () => {
    line.stall();
    let hasJoined = false;
    const joining = join('1', 'user:anna').then(() => void (hasJoined = true));
    await setTimeout(100);
    expect(hasJoined).toBe(false);
    await joining;
    // of itself: the old connection is as good as gone
    await eventually(async () => (await channels()).length === 1, 'the server hears by another connection');

    line.cut();
    await eventually(() => Promise.resolve(subscriber.status !== 'ready'), 'the server knows it is deaf');
    await join('2', 'user:anna', 'user:piotr');
    expect(await channels()).toEqual([]);
    line.mend();
    await eventually(async () => (await channels()).length === 2, 'the server hears again');
    expect(await commands.pubsub('CHANNELS', 'socket.io-request*')).toEqual(['socket.io-request#/#']);
  });
});
