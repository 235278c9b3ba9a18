import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectRedis, type Redis, redisReady } from '#platform/redis.ts';
import { followHeardRooms, type HeardRooms } from '#realtime/heard-rooms.ts';
import { createPublisher } from '#realtime/publisher.ts';
import { channelOf, contactRoom, ROOMS_HEARD_CHANNEL, userRoom } from '#realtime/rooms.ts';
import { type CuttableLine, cuttableLine } from '../support/cuttable-line.ts';
import { createTestRedis, type TestRedis } from '../support/services.ts';
import { eventually } from '../support/until.ts';

const logger = pino({ level: 'silent' });
const ANNA = userRoom('anna', 'calls');
const EWA = contactRoom('ewa');

describe('rooms that somebody hears', () => {
  let testRedis: TestRedis;
  let line: CuttableLine;
  let commands: Redis;
  let server: Redis;
  let witness: Redis;
  let rooms: HeardRooms;
  let missed: (string | null)[];

  beforeAll(async () => {
    testRedis = await createTestRedis();
  });
  afterAll(() => testRedis.close());
  beforeEach(async () => {
    line = await cuttableLine(testRedis.url);
    commands = connectRedis(testRedis.url, 'commands', logger);
    server = connectRedis(testRedis.url, 'subscriber', logger);
    witness = connectRedis(testRedis.url, 'subscriber', logger);
    await redisReady(commands, 5000);
    missed = [];
    rooms = followHeardRooms({ redisUrl: line.url, commands, logger, askEveryMs: 100 });
    rooms.onMissed((channel) => void missed.push(channel));
  });
  afterEach(async () => {
    rooms.close();
    for (const redis of [commands, server, witness]) redis.disconnect();
    await line.close();
  });

  /** Until somebody has been asked: a room of a name that nobody has is heard as long as nothing is known. */
  const known = () =>
    eventually(() => Promise.resolve(!rooms.hears(userRoom('nobody', null))), 'it is known');
  const announce = (room: string, at: number) =>
    commands.publish(ROOMS_HEARD_CHANNEL, JSON.stringify({ at, channels: [channelOf(room)] }));
  const enter = async (room: string): Promise<void> => {
    await server.subscribe(channelOf(room));
    await announce(room, Date.now());
  };

  it('are those that were heard before, those that are announced, and no more once they are left', async () => {
    await server.subscribe(channelOf(ANNA));
    expect(rooms.hears(EWA)).toBe(true);
    await known();
    expect(rooms.hears(ANNA)).toBe(true);
    expect(rooms.hears(EWA)).toBe(false);
    const adam = contactRoom('adam');
    await enter(adam);
    await setTimeout(50);
    expect(rooms.hears(adam)).toBe(true);
    expect(missed).toEqual([]);
    await server.unsubscribe(channelOf(ANNA));
    await eventually(() => Promise.resolve(!rooms.hears(ANNA)), 'the user has gone');
  });

  it('tell of what was kept back since they were entered, once, and not of what was before', async () => {
    await known();
    const enteredAt = Date.now();
    expect(rooms.hears(ANNA)).toBe(false);
    expect(rooms.hears(EWA)).toBe(false);
    await announce(ANNA, enteredAt);
    await announce(EWA, Date.now() + 1);
    await eventually(() => Promise.resolve(missed.length > 0), 'somebody missed something');
    await announce(ANNA, enteredAt);
    await setTimeout(250);
    expect(missed).toEqual([channelOf(ANNA)]);
  });

  it('are found as well where an announcement was not heard', async () => {
    await known();
    for (const garbage of ['no JSON', 'null', '{"at":1}'])
      await commands.publish(ROOMS_HEARD_CHANNEL, garbage);
    await server.subscribe(channelOf(ANNA));
    await eventually(() => Promise.resolve(rooms.hears(ANNA)), 'it is asked for');
  });

  it.each(['cut', 'stall'] as const)('are all rooms while Redis cannot say: %s', async (fault) => {
    await known();
    line[fault]();
    await eventually(() => Promise.resolve(rooms.hears(ANNA)), 'everything is told', 5000);
    expect(missed).toEqual([null]);
    line.mend();
    await known();
    expect(rooms.hears(ANNA)).toBe(false);
    expect(missed).toEqual([null]);
  });

  it('keep a publisher from saying anything where nobody hears', async () => {
    const heard: string[] = [];
    witness.on('pmessage', (_pattern, channel: string, message: string) =>
      heard.push(`${channel} ${message}`),
    );
    await witness.psubscribe('socket.io#*', 'contact:*', 'socket.io-request*');
    const { toUser, toContactWatchers } = createPublisher(commands, logger, rooms);
    await enter(ANNA);
    await known();
    const before = Date.now();
    const sent = vi.spyOn(commands, 'sendCommand');
    toUser('piotr', 'call:withdrawn', { callId: 'his', reason: 'answered_elsewhere' });
    toContactWatchers('ewa', 'contact:changed', { contactId: 'ewa', version: 2 });
    await setTimeout(50);
    expect(sent.mock.calls.filter(([command]) => command.name === 'eval')).toEqual([]);
    sent.mockRestore();
    toUser('anna', 'call:withdrawn', { callId: 'hers', reason: 'answered_elsewhere' });
    await eventually(() => Promise.resolve(heard.length === 1), 'she is told');
    expect(heard[0]).toContain('"callId":"hers"');
    await announce(EWA, before);
    await eventually(
      () => Promise.resolve(heard.length === 2),
      'who looks at the contact is sent to look again',
    );
    expect(heard[1]).toContain('"room:missed"');
    expect(heard[1]).toContain(EWA);
  });
});
