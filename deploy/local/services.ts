import { join } from 'node:path';
import { startPostgres } from './postgres.ts';
import type { Family } from './process-family.ts';
import { startRedis } from './redis.ts';

export interface ServicesOptions {
  readonly family: Family;
  readonly folder: string;
  readonly database?: string;
  readonly isDisposable?: boolean;
  /** Given ones win: then none of our own is started. */
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
}

export interface Services {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly description: readonly string[];
}

/** PostgreSQL and Redis: those given, else our own, both coming up at once. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { family, folder, database = 'ringdesk', isDisposable = false } = options;
  const [postgres, redis] = await Promise.all([
    options.databaseUrl
      ? { url: options.databaseUrl, description: 'PostgreSQL of DATABASE_URL' }
      : startPostgres({ family, data: join(folder, 'postgres'), database, isDisposable }),
    options.redisUrl
      ? { url: options.redisUrl, description: 'Redis of REDIS_URL' }
      : startRedis({ family, data: join(folder, 'redis'), isDisposable }),
  ]);
  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    description: [postgres.description, redis.description],
  };
}
