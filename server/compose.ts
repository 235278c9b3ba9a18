import type { Pool } from 'pg';
import { createPool } from '#data/pool.ts';
import { type Clock, systemClock } from '#domain/shared/clock.ts';
import { type NewId, newUuid } from '#domain/shared/ids.ts';
import type { Publisher } from '#domain/shared/publisher.ts';
import type { SharedConfig } from '#platform/config.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { createMetrics, type Metrics } from '#platform/metrics.ts';
import { type ReadinessChecks, readinessOf } from '#platform/readiness.ts';
import { connectRedis, type Redis, redisReady } from '#platform/redis.ts';
import { createShutdown, type Shutdown } from '#platform/shutdown.ts';
import { createPublisher } from '#realtime/publisher.ts';

/** What all three processes stand on. */
export interface Application {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly shutdown: Shutdown;
  readonly pool: Pool;
  /** For commands; what subscribes or blocks makes its own with `connectRedis`. */
  readonly redis: Redis;
  readonly readiness: ReadinessChecks;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly publisher: Publisher;
}

/** Tests may own the time and hear the log. */
export interface Overrides {
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/**
 * Builds the application once a process. It does not fail because the database or Redis is away just now:
 * readiness tells, and both come back by themselves.
 */
export async function compose(config: SharedConfig, overrides: Overrides = {}): Promise<Application> {
  const logger = overrides.logger ?? createLogger(config);
  const shutdown = createShutdown(logger);

  const pool = createPool(config.databaseUrl, (error) =>
    logger.warn({ error }, 'a database connection broke'),
  );
  shutdown.onClose('database', () => pool.end());
  const redis = connectRedis(config.redisUrl, 'commands', logger);
  shutdown.onClose('redis', () => redis.disconnect());
  if (!(await redisReady(redis, 2000))) logger.warn('started without redis');

  return {
    logger,
    metrics: createMetrics(config.instanceId),
    shutdown,
    pool,
    redis,
    readiness: readinessOf(pool, redis),
    clock: overrides.clock ?? systemClock,
    newId: newUuid,
    publisher: createPublisher(redis, logger),
  };
}
