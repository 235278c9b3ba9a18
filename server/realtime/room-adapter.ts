import { RedisAdapter } from '@socket.io/redis-adapter';
import type { Namespace } from 'socket.io';
import type { Logger } from '#platform/logger.ts';
import type { Redis } from '#platform/redis.ts';
import type { RoomsHeard } from './heard-rooms.ts';
import { wireFormat } from './redis-emitter.ts';
import { channelOf, isContactRoom, ROOMS_HEARD_CHANNEL } from './rooms.ts';

export interface RoomAdapterOptions {
  readonly commands: Redis;
  readonly subscriber: Redis;
  readonly logger: Logger;
  /** Told what is published to a contact's room, instead of its sockets. */
  readonly heardOfContact: (news: unknown) => void;
}

/** What Socket.IO makes an adapter with. */
export function roomAdapter(options: RoomAdapterOptions) {
  return function adapterOf(namespace: Namespace): RoomAdapter {
    return new RoomAdapter(namespace, options);
  };
}

/** A Redis that has not answered by then is as good as gone. */
const LONGEST_WAIT_MS = 2000;
/** So many channels a command at most. */
const CHANNELS_AT_ONCE = 1000;

/** What the types of Socket.IO's adapter keep to themselves: what servers ask of each other comes there. */
interface OwnChannels {
  readonly requestChannel: string;
  readonly responseChannel: string;
  readonly specificResponseChannel: string;
}

/**
 * Socket.IO's Redis adapter hears everything that is said to anybody, and drops what is for nobody here. This one hears of
 * the rooms that somebody here is in, and of no others. Who has joined a room hears what is said from then on; what is
 * lost with the connection to Redis its windows ask for anew when it is back (gateway.ts).
 */
class RoomAdapter extends RedisAdapter {
  readonly #options: RoomAdapterOptions;
  /** Each with when Redis lets it be heard. */
  readonly #heard = new Map<string, Promise<unknown>>();

  constructor(namespace: Namespace, options: RoomAdapterOptions) {
    const { commands, subscriber } = options;
    super(namespace, withoutRejections(commands), withoutPattern(withoutRejections(subscriber)), {
      parser: wireFormat,
    });
    this.#options = options;
    subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) => {
      if (isContactRoom(channel.toString())) this.#hearOfContact(message.toString());
      // as it would come by the adapter's own pattern
      else subscriber.emit('pmessageBuffer', '', channel, message);
    });
    subscriber.on('ready', () => {
      const { requestChannel, responseChannel, specificResponseChannel } = this as unknown as OwnChannels;
      void subscriber.subscribe(requestChannel, responseChannel, specificResponseChannel);
      this.#hear([...this.#heard.keys()]);
    });
    this.on('delete-room', (room: string) => {
      if (this.#heard.delete(room) && subscriber.status === 'ready')
        void subscriber.unsubscribe(channelOf(room));
    });
  }

  /** Resolves when the socket hears what is said in its rooms, or when Redis is gone. */
  override async addAll(id: string, rooms: Set<string>): Promise<void> {
    // nobody at another server speaks to a single socket
    const shared = [...rooms].filter((room) => room !== id);
    const unheard = shared.filter((room) => !this.#heard.has(room));
    void super.addAll(id, rooms);
    this.#hear(unheard);
    await this.#inTime(Promise.all(shared.flatMap((room) => this.#heard.get(room) ?? [])));
  }

  #hear(rooms: readonly string[]): void {
    const { subscriber, logger } = this.#options;
    const isReady = subscriber.status === 'ready';
    for (let from = 0; from < rooms.length; from += CHANNELS_AT_ONCE) {
      const some = rooms.slice(from, from + CHANNELS_AT_ONCE);
      const subscribed = isReady ? this.#subscribe(some.map(channelOf)) : Promise.resolve(some.length);
      for (const room of some) this.#heard.set(room, subscribed);
      void subscribed.then((count) => {
        // what is lost with the connection is asked for again with the next
        if (count !== REFUSED || subscriber.status !== 'ready') return;
        logger.warn({ rooms: some.length }, 'redis does not let rooms be heard');
        // whoever joins next asks again
        for (const room of some) if (this.#heard.get(room) === subscribed) this.#heard.delete(room);
      });
    }
  }

  /** Whoever speaks to rooms learns of these before anybody in them reads any state. */
  async #subscribe(channels: readonly string[]): Promise<unknown> {
    const { commands, subscriber } = this.#options;
    const count = await subscriber.subscribe(...channels);
    if (count === REFUSED) return REFUSED;
    const heard: RoomsHeard = { at: Date.now(), channels };
    return commands.publish(ROOMS_HEARD_CHANNEL, JSON.stringify(heard));
  }

  async #inTime(subscribed: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const isLate = new Promise<true>((resolve) => {
      timer = setTimeout(resolve, LONGEST_WAIT_MS, true);
    });
    const isGone = (await Promise.race([subscribed, isLate])) === true;
    clearTimeout(timer);
    const { subscriber, logger } = this.#options;
    if (!isGone || subscriber.status !== 'ready') return;
    logger.warn('redis lets no room be heard and is connected anew');
    subscriber.disconnect(true);
  }

  #hearOfContact(text: string): void {
    let news: unknown;
    try {
      news = JSON.parse(text);
    } catch {
      return;
    }
    this.#options.heardOfContact(news);
  }
}

function withoutPattern(subscriber: Redis): Redis {
  const nothing = (): Promise<number> => Promise.resolve(0);
  return Object.assign(subscriber, { psubscribe: nothing, punsubscribe: nothing });
}

/** How many channels are heard is never less than none. */
const REFUSED = -1;

/**
 * The adapter does not look at what becomes of its commands. While Redis is away its messages are nobody's, and a
 * subscription is made again with the connection.
 */
function withoutRejections(redis: Redis): Redis {
  for (const command of ['publish', 'subscribe', 'unsubscribe'] as const) {
    const run = redis[command].bind(redis) as (...input: unknown[]) => Promise<unknown>;
    Object.assign(redis, { [command]: (...input: unknown[]) => run(...input).catch(() => REFUSED) });
  }
  return redis;
}
