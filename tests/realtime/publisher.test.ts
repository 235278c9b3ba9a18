import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectRedis, type Redis, redisReady } from '#platform/redis.ts';
import { createPublisher } from '#realtime/publisher.ts';
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
