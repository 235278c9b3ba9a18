import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from './logger.ts';

export type { Redis } from 'ioredis';

/**
 * What a connection is for decides how it behaves while Redis is away:
 * - `commands` fail at once and nothing piles up; the caller says 'unavailable' or goes on without;
 * - `subscriber` waits and subscribes again, for listeners of a few channels;
 * - `rooms` fails at once, and whoever subscribed does so again when it is ready, for Socket.IO;
 * - `jobs` is what BullMQ workers ask for: blocking reads that wait as long as it takes.
 */
export type RedisUse = 'commands' | 'subscriber' | 'rooms' | 'jobs';

type Patience = Pick<
  RedisOptions,
  'enableOfflineQueue' | 'maxRetriesPerRequest' | 'commandTimeout' | 'autoResubscribe'
>;

const optionsFor: Readonly<Record<RedisUse, Patience>> = {
  commands: { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 2000 },
  subscriber: { maxRetriesPerRequest: null },
  rooms: { enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResubscribe: false },
  jobs: { maxRetriesPerRequest: null },
};

/** Connects in the background and for ever again; who needs it now awaits `redisReady`. */
export function connectRedis(url: string, use: RedisUse, logger: Logger): Redis {
  const redis = new Redis(url, {
    connectTimeout: 2000,
    connectionName: `ringdesk-${use}`,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 1000),
    autoResendUnfulfilledCommands: false,
    ...optionsFor[use],
  });
  let isAway = false;
  redis.on('error', (error: Error) => {
    if (isAway) return;
    isAway = true;
    logger.warn({ use, error }, 'redis is away');
  });
  redis.on('ready', () => {
    if (isAway) logger.info({ use }, 'redis is back');
    isAway = false;
  });
  return redis;
}

/** Resolves true once the connection can be used, false when `timeoutMs` has passed first. */
export async function redisReady(redis: Redis, timeoutMs: number): Promise<boolean> {
  if (redis.status === 'ready') return true;
  return new Promise((resolve) => {
    const settle = (isReady: boolean) => {
      clearTimeout(timer);
      redis.off('ready', onReady);
      resolve(isReady);
    };
    const onReady = () => settle(true);
    const timer = setTimeout(() => settle(false), timeoutMs);
    redis.on('ready', onReady);
  });
}
