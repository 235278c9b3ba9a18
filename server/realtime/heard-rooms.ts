import type { Logger } from '#platform/logger.ts';
import { connectRedis, type Redis } from '#platform/redis.ts';
import { channelOf, ROOM_CHANNELS, ROOMS_HEARD_CHANNEL } from './rooms.ts';

/** On ROOMS_HEARD_CHANNEL, as JSON: Redis channels that a server has begun to hear, and when, in ms; nobody there has read yet. */
export interface RoomsHeard {
  readonly at: number;
  readonly channels: readonly string[];
}

/** Who speaks to rooms asks here whether anybody hears: most calls ring where no window is open to their news. */
export interface HeardRooms {
  /** True as well where it is not known. */
  hears(room: string): boolean;
  /** `tell` gets the channel of a room that was joined while something was not told there; null when it may be any. */
  onMissed(tell: (channel: string | null) => void): void;
  close(): void;
}

export interface HeardRoomsOptions {
  readonly redisUrl: string;
  readonly commands: Redis;
  readonly logger: Logger;
  /** How often all is asked for anew, which forgets the rooms that nobody is in any more. */
  readonly askEveryMs?: number;
}

const ASK_EVERY_MS = 2000;
/** A connection that has not answered by then is as good as gone. */
const LONGEST_WAIT_MS = 2000;
/** What was not told is remembered for once to twice this: longer than an announcement lies with a process that is busy. */
const UNTOLD_MS = 2500;

/**
 * Servers announce the rooms they begin to hear, before whoever joined reads any state. A process that has kept something
 * back since, because it learnt of it late, says so, and those windows look again: nothing is lost in between. (Clocks of
 * machines are taken to agree better than a busy process is late.)
 */
export function followHeardRooms(options: HeardRoomsOptions): HeardRooms {
  const { redisUrl, commands, logger, askEveryMs = ASK_EVERY_MS } = options;
  const subscriber = connectRedis(redisUrl, 'rooms', logger);
  let heard: Set<string> | null = null;
  let announced = new Set<string>();
  /** When something was kept back last. */
  let untold = new Map<string, number>();
  let untoldBefore = new Map<string, number>();
  let tellMissed: (channel: string | null) => void = () => undefined;

  const ask = async (): Promise<void> => {
    announced = new Set();
    const lists = await Promise.all(ROOM_CHANNELS.map((pattern) => commands.pubsub('CHANNELS', pattern)));
    const known = new Set((lists as string[][]).flat());
    for (const channel of announced) known.add(channel);
    if (subscriber.status === 'ready') heard = known;
  };
  const lose = (): void => {
    // who came since the connection broke was announced to nobody here
    if (heard !== null) tellMissed(null);
    heard = null;
  };
  const listen = async (): Promise<void> => {
    await subscriber.subscribe(ROOMS_HEARD_CHANNEL);
    await ask();
  };
  let isLeaving = false;
  const look = async (): Promise<void> => {
    if (subscriber.status !== 'ready' || isLeaving) return;
    if (await answers(subscriber)) return heard === null ? listen() : ask();
    lose();
    logger.warn('redis is silent about who hears and is connected anew');
    isLeaving = true;
    subscriber.disconnect(true);
  };
  /** What was known stays so, and announcements add to it. */
  const later = (error: unknown): void => logger.warn({ error }, 'redis does not say who hears');

  subscriber.on('message', (_channel, message: string) => {
    const { at, channels } = read(message);
    for (const channel of channels) {
      heard?.add(channel);
      announced.add(channel);
      // what was kept back before is in what they read
      const keptBackAt = untold.get(channel) ?? untoldBefore.get(channel);
      untold.delete(channel);
      untoldBefore.delete(channel);
      if (keptBackAt !== undefined && keptBackAt >= at) tellMissed(channel);
    }
  });
  subscriber.on('ready', () => void listen().catch(later));
  subscriber.on('close', () => {
    isLeaving = false;
    lose();
  });
  let isLooking = false;
  const asking = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look()
      .catch(later)
      .finally(() => void (isLooking = false));
  }, askEveryMs);
  const forgetting = setInterval(() => {
    untoldBefore = untold;
    untold = new Map();
  }, UNTOLD_MS);

  return {
    hears(room) {
      if (heard === null) return true;
      const channel = channelOf(room);
      if (heard.has(channel)) return true;
      untold.set(channel, Date.now());
      return false;
    },
    onMissed: (tell) => void (tellMissed = tell),
    close() {
      clearInterval(asking);
      clearInterval(forgetting);
      heard = null;
      subscriber.disconnect();
    },
  };
}

/** What is no RoomsHeard names no channel. */
function read(message: string): RoomsHeard {
  try {
    const { at, channels } = JSON.parse(message) as Partial<RoomsHeard>;
    if (typeof at === 'number' && Array.isArray(channels)) return { at, channels };
  } catch {
    // it says nothing
  }
  return { at: 0, channels: [] };
}

async function answers(redis: Redis): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT_MS, false);
  });
  const pong = redis.ping().then(
    () => true,
    () => false,
  );
  const hasAnswered = await Promise.race([pong, isLate]);
  clearTimeout(timer);
  return hasAnswered;
}
