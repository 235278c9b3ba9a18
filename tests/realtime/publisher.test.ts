import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectRedis, type Redis, redisReady } from '#platform/redis.ts';
import { createPublisher } from '#realtime/publisher.ts';
import { FREED_AGENTS_CHANNEL } from '#realtime/rooms.ts';
import { createTestRedis, type TestRedis } from '../support/services.ts';
import { eventually } from '../support/until.ts';

const logger = pino({ level: 'silent' });
let testRedis: TestRedis;
let commands: Redis;
let subscriber: Redis;

beforeAll(async () => {
  testRedis = await createTestRedis();
  commands = connectRedis(testRedis.url, 'commands', logger);
  subscriber = connectRedis(testRedis.url, 'subscriber', logger);
  await redisReady(commands, 5000);
});
afterAll(async () => {
  commands.disconnect();
  subscriber.disconnect();
  await testRedis.close();
});

test('a user’s events are numbered one after the other, whatever their texts say', async () => {
  const heard: [string, object][] = [];
  subscriber.on('pmessage', (_pattern, _channel, message: string) => {
    const [, { data }] = JSON.parse(message) as [string, { data: [string, object] }];
    heard.push(data);
  });
  await subscriber.psubscribe('socket.io#*');
  const { toUser } = createPublisher(commands, logger);
  const texts = ['plain', '"seq":0', '\\"seq":0}', '{"seq":0}', 'zażółć “seq”:0', 'last'];
  for (const callId of texts) toUser('anna', 'call:withdrawn', { callId, reason: 'answered_elsewhere' });
  toUser('piotr', 'call:withdrawn', { callId: 'his', reason: 'answered_elsewhere' });
  await eventually(() => Promise.resolve(heard.length === texts.length + 1), 'all are heard', 5000);
  expect(heard).toEqual([
    ...texts.map((callId, index) => [
      'call:withdrawn',
      { callId, reason: 'answered_elsewhere', seq: index + 1 },
    ]),
    ['call:withdrawn', { callId: 'his', reason: 'answered_elsewhere', seq: 1 }],
  ]);
});

test('what is told in one turn goes to Redis in one command, in its order, numbered or not', async () => {
  const heard: string[] = [];
  subscriber.on('message', (channel: string, message: string) => heard.push(`${channel} ${message}`));
  subscriber.on('pmessage', (_pattern, channel: string) => heard.push(channel));
  await subscriber.subscribe('contact:ewa', FREED_AGENTS_CHANNEL);
  await subscriber.psubscribe('socket.io#*');
  const { toUser, toContactWatchers, agentsFreed } = createPublisher(commands, logger);
  const sent = vi.spyOn(commands, 'sendCommand');
  toUser('jan', 'call:withdrawn', { callId: 'first', reason: 'answered_elsewhere' });
  toContactWatchers('ewa', 'contact:changed', { contactId: 'ewa', version: 2 });
  agentsFreed();
  toUser('jan', 'call:withdrawn', { callId: 'last', reason: 'answered_elsewhere' });
  await eventually(() => Promise.resolve(heard.length === 4), 'all are heard', 5000);
  expect(heard[0]).toBe(heard[3]);
  expect(JSON.parse(heard[1]!.slice('contact:ewa '.length))).toEqual({
    contactId: 'ewa',
    event: 'contact:changed',
    payload: { contactId: 'ewa', version: 2 },
  });
  expect(heard[2]).toBe(`${FREED_AGENTS_CHANNEL} `);
  expect(sent).toHaveBeenCalledTimes(1);
  sent.mockRestore();
});
