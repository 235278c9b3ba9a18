import type { Pool } from 'pg';
import { APPLICATION_ROLE, workAs } from '#data/application-role.ts';
import { createDatabase } from '#data/pg-database.ts';
import { createPool, type StatementPlans } from '#data/pool.ts';
import { createTelephonyPulse } from '#data/redis-telephony-pulse.ts';
import type { MeetingHints } from '#domain/meetings/meeting-hints.ts';
import { type Clock, systemClock } from '#domain/shared/clock.ts';
import type { Database } from '#domain/shared/database.ts';
import type { NewId } from '#domain/shared/ids.ts';
import { newUuid } from '#platform/new-uuid.ts';
import type { Publisher } from '#domain/shared/publisher.ts';
import type { Seals } from '#domain/shared/seals.ts';
import type { TelephonyPulse } from '#domain/wallboard/telephony-pulse.ts';
import { createJobProducer, jobHints } from '#jobs/producer.ts';
import type { SharedConfig } from '#platform/config.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { createMetrics, type Metrics } from '#platform/metrics.ts';
import { type ReadinessChecks, readinessOf } from '#platform/readiness.ts';
import { connectRedis, type Redis, redisReady } from '#platform/redis.ts';
import { createSeals } from '#platform/seals.ts';
import { createShutdown, type Shutdown } from '#platform/shutdown.ts';
import { followHeardRooms } from '#realtime/heard-rooms.ts';
import { createPublisher } from '#realtime/publisher.ts';

/** What every process stands on: calls, promised calls and their sweeps need no more than this. */
export interface ProcessBase {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly shutdown: Shutdown;
  readonly pool: Pool;
  readonly database: Database;
  /** For commands; what subscribes or blocks makes its own with `connectRedis`. */
  readonly redis: Redis;
  readonly readiness: ReadinessChecks;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly report: (what: string, error: unknown) => void;
  readonly seals: Seals;
  readonly publisher: Publisher;
  readonly hints: MeetingHints;
  readonly pulse: TelephonyPulse;
}

/** What differs by process; tests may own the time and hear the log. */
export interface Overrides {
  readonly plans?: StatementPlans;
  /** Speaks to rooms so often that it pays to know which of them anybody hears. */
  readonly followsHeardRooms?: boolean;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/**
 * Built once a process. It does not fail because the database or Redis is away just now: readiness tells, and both come
 * back by themselves. Nothing that only the server needs is loaded here: the collector of a gateway that holds less
 * takes less time.
 */
export async function composeBase(config: SharedConfig, overrides: Overrides = {}): Promise<ProcessBase> {
  const logger = overrides.logger ?? createLogger(config);
  const clock = overrides.clock ?? systemClock;
  const now = () => clock.now();
  const newId = newUuid;
  const seals = createSeals(config.secretKey);
  const shutdown = createShutdown(logger);

  const pool = createPool(
    config.databaseUrl,
    (error) => logger.warn({ error }, 'a database connection broke'),
    overrides.plans,
  );
  workAs(pool, APPLICATION_ROLE, () => {
    logger.warn({ role: APPLICATION_ROLE }, 'the database role is not taken: working as the tables’ owner');
  });
  shutdown.onClose('database', () => pool.end());
  const redis = connectRedis(config.redisUrl, 'commands', logger);
  shutdown.onClose('redis', () => redis.disconnect());
  const heard = overrides.followsHeardRooms
    ? followHeardRooms({ redisUrl: config.redisUrl, commands: redis, logger })
    : undefined;
  if (heard) shutdown.onClose('heard rooms', () => heard.close());
  const producer = createJobProducer(redis, logger);
  shutdown.onClose('job producer', () => producer.close());
  if (!(await redisReady(redis, 2000))) logger.warn('started without redis');

  return {
    logger,
    metrics: createMetrics(config.instanceId),
    shutdown,
    pool,
    database: createDatabase(pool),
    redis,
    readiness: readinessOf(pool, redis),
    clock,
    newId,
    report: (what, error) => logger.error({ error }, what),
    seals,
    publisher: createPublisher(redis, logger, heard),
    hints: jobHints(producer, now, logger),
    pulse: createTelephonyPulse(redis, now),
  };
}
