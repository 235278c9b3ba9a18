import { RedisAdapter } from '@socket.io/redis-adapter';
import type { Namespace } from 'socket.io';
import type { Logger } from '#platform/logger.ts';
import type { Redis } from '#platform/redis.ts';
import { wireFormat } from './redis-emitter.ts';
import { channelOf, isContactRoom } from './rooms.ts';

export interface RoomAdapterOptions {
  readonly commands: Redis;
  readonly subscriber: Redis;
  readonly logger: Logger;
  /** Told what is published to a contact's room, instead of its sockets. */
  readonly heardOfContact: (news: string) => void;
}

/** What Socket.IO makes an adapter with. */
export function roomAdapter(options: RoomAdapterOptions) {
  return function adapterOf(namespace: Namespace): RoomAdapter {
    return new RoomAdapter(namespace, options);
  };
}

/** Whoever joins a room waits no longer for Redis to let it hear; what it reads next asks Redis, too, and fails by itself. */
const LONGEST_WAIT_MS = 2000;

/**
 * Socket.IO's Redis adapter hears everything that is said to anybody, and drops what is for nobody here. This one hears of
 * the rooms that somebody here is in, and of no others. Who has joined a room hears what is said from then on; what is
 * lost with the connection to Redis its windows ask for anew when it is back (gateway.ts).
 */
class RoomAdapter extends RedisAdapter {
  readonly #options: RoomAdapterOptions;
  readonly #heard = new Map<string, Promise<unknown>>();

  constructor(namespace: Namespace, options: RoomAdapterOptions) {
    const { commands, subscriber } = options;
    super(namespace, withoutRejections(commands), withoutPattern(withoutRejections(subscriber)), {
      parser: wireFormat,
    });
    this.#options = options;
    subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) => {
      if (isContactRoom(channel.toString())) options.heardOfContact(message.toString());
      // as it would come by the adapter's own pattern
      else subscriber.emit('pmessageBuffer', '', channel, message);
    });
    // what was being asked for when the connection broke, nobody asks for again by himself
    subscriber.on('ready', () => this.#hear([...this.#heard.keys()]));
    this.on('delete-room', (room: string) => {
      if (this.#heard.delete(room)) void subscriber.unsubscribe(channelOf(room));
    });
  }

  /** Resolves when the socket hears what is said in its rooms. */
  override async addAll(id: string, rooms: Set<string>): Promise<void> {
    // nobody at another server speaks to a single socket
    const shared = [...rooms].filter((room) => room !== id);
    const { subscriber } = this.#options;
    const unheard = shared.filter((room) => !this.#heard.has(room));
    void super.addAll(id, rooms);
    this.#hear(unheard);
    if (subscriber.status === 'ready') await this.#inTime(shared.map((room) => this.#heard.get(room)));
  }

  #hear(rooms: readonly string[]): void {
    if (rooms.length === 0) return;
    const subscribed = this.#options.subscriber.subscribe(...rooms.map(channelOf));
    for (const room of rooms) this.#heard.set(room, subscribed);
  }

  async #inTime(subscribed: readonly unknown[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const isLate = new Promise<true>((resolve) => {
      timer = setTimeout(resolve, LONGEST_WAIT_MS, true);
    });
    const isLost = await Promise.race([Promise.all(subscribed).then(() => false), isLate]);
    clearTimeout(timer);
    if (isLost) this.#options.logger.warn('a window waits for redis no longer');
  }
}

function withoutPattern(subscriber: Redis): Redis {
  const nothing = (): Promise<number> => Promise.resolve(0);
  return Object.assign(subscriber, { psubscribe: nothing, punsubscribe: nothing });
}

/**
 * The adapter does not look at what becomes of its commands. While Redis is away its messages are nobody's, and a
 * subscription is made again with the connection.
 */
function withoutRejections(redis: Redis): Redis {
  for (const command of ['publish', 'subscribe', 'unsubscribe'] as const) {
    const run = redis[command].bind(redis) as (...input: unknown[]) => Promise<unknown>;
    Object.assign(redis, { [command]: (...input: unknown[]) => run(...input).catch(() => 0) });
  }
  return redis;
}
