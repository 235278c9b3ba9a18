import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import { connectRedis, type Redis, redisReady } from '#platform/redis.ts';
import { FREED_AGENTS_CHANNEL } from '#realtime/rooms.ts';
import { type FreedAgentsListener, listenForFreedAgents } from '../../worker/freed-agents.ts';
import { createTestRedis, type TestRedis } from '../support/services.ts';
import { eventually } from '../support/until.ts';

const logger = pino({ level: 'silent' });
let testRedis: TestRedis;
let admin: Redis;
let listener: FreedAgentsListener;
/** When it was looked whether a meeting waits; none does. */
let looks: number[];

beforeEach(async () => {
  testRedis = await createTestRedis();
  admin = connectRedis(testRedis.url, 'commands', logger);
  await redisReady(admin, 5000);
  looks = [];
  const meetings = { makeWaitingDue: async () => (looks.push(performance.now()), 0) };
  const deps = { clock: { now: () => new Date() }, database: { read: { meetings } } };
  listener = listenForFreedAgents(
    deps as unknown as MeetingDeps,
    { saw: () => undefined } as unknown as Parameters<typeof listenForFreedAgents>[1],
    testRedis.url,
    logger,
  );
  await eventually(async () => (await free()) > 0, 'the worker hears of freed agents', 5000);
  await eventually(async () => looks.length === 1, 'it has looked', 5000);
});
afterEach(async () => {
  await listener.close();
  admin.disconnect();
  await testRedis.close();
});

const free = () => admin.publish(FREED_AGENTS_CHANNEL, '');

test('agents freed one after the other make two looks a second at most, and the last of them is not forgotten', async () => {
  const until = performance.now() + 1200;
  while (performance.now() < until) {
    await free();
    await pause(20);
  }
  const lastFreed = performance.now();
  await eventually(async () => looks.at(-1)! > lastFreed, 'the last is looked at', 2000);
  const pauses = looks.slice(1).map((at, index) => at - looks[index]!);
  expect(looks.length).toBeGreaterThan(2);
  expect(Math.min(...pauses)).toBeGreaterThan(450);
});

test('a worker that ends does not wait for its rest', async () => {
  const closedAt = performance.now();
  await listener.close();
  expect(performance.now() - closedAt).toBeLessThan(400);
});
