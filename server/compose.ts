import type { Pool } from 'pg';
import { APPLICATION_ROLE, workAs } from '#data/application-role.ts';
import { sayingWhenAway } from '#data/away.ts';
import { pgAuditLog } from '#data/pg-audit-log.ts';
import { pgAuditSubjects } from '#data/pg-audit-subjects.ts';
import { pgCaughtMailStore } from '#data/pg-caught-mail-store.ts';
import { pgContactListStore } from '#data/pg-contact-list-store.ts';
import { createDatabase } from '#data/pg-database.ts';
import { createPgSessionStore } from '#data/pg-session-store.ts';
import { pgTimelinePages } from '#data/pg-timeline-pages.ts';
import { pgWallboardStore } from '#data/pg-wallboard-store.ts';
import { createPool, type StatementPlans } from '#data/pool.ts';
import { createPrisma } from '#data/prisma-client.ts';
import { createPrismaContactStore } from '#data/prisma-contact-store.ts';
import { createPrismaDictionaryStore } from '#data/prisma-dictionary-store.ts';
import { createPrismaNoteStore } from '#data/prisma-note-store.ts';
import { createRedisSignInLimiter } from '#data/redis-sign-in-limiter.ts';
import { createRedisTickets } from '#data/redis-tickets.ts';
import { createTelephonyPulse } from '#data/redis-telephony-pulse.ts';
import { createRefusalLog, type RefusalLog } from '#domain/audit/refusal-log.ts';
import { queueOutbound } from '#domain/calls/queue-outbound.ts';
import type { MeetingHints } from '#domain/meetings/meeting-hints.ts';
import { usualTimings } from '#domain/meetings/meeting-timings.ts';
import { type Clock, systemClock } from '#domain/shared/clock.ts';
import type { Database } from '#domain/shared/database.ts';
import { type NewId, newUuid } from '#domain/shared/ids.ts';
import type { Publisher } from '#domain/shared/publisher.ts';
import type { Seals } from '#domain/shared/seals.ts';
import type { TelephonyPulse } from '#domain/wallboard/telephony-pulse.ts';
import { createJobProducer, jobHints } from '#jobs/producer.ts';
import { argon2Passwords } from '#platform/argon2-passwords.ts';
import type { OpenIdConfig, SharedConfig } from '#platform/config.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { createMetrics, type Metrics } from '#platform/metrics.ts';
import { type ReadinessChecks, readinessOf } from '#platform/readiness.ts';
import { connectRedis, type Redis, redisReady } from '#platform/redis.ts';
import { createSeals } from '#platform/seals.ts';
import { createShutdown, type Shutdown } from '#platform/shutdown.ts';
import { createAccessAnnouncer } from '#realtime/access-announcer.ts';
import { createPublisher } from '#realtime/publisher.ts';
import { createSeqReader, type ReadSeq } from '#realtime/desk-seq.ts';
import { createSessionAnnouncer } from '#realtime/session-announcer.ts';
import { createSessionEnder, type SessionEnder } from '#realtime/session-ender.ts';
import { openIdClient } from './identity/open-id-client.ts';
import { otplibCodes } from './identity/otplib-codes.ts';
import { webauthnPasskeys } from './identity/webauthn-passkeys.ts';
import { bindUseCases, type UseCases } from './use-cases.ts';

/** What all three processes stand on, and what people can do with it. */
export interface Application extends UseCases {
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
  readonly seals: Seals;
  readonly publisher: Publisher;
  readonly sessionEnder: SessionEnder;
  readonly refusals: RefusalLog;
  readonly readSeq: ReadSeq;
  readonly hints: MeetingHints;
  readonly pulse: TelephonyPulse;
}

/** What differs by process; tests may own the time and hear the log. */
export interface Overrides {
  readonly plans?: StatementPlans;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Signing in elsewhere is told to the server process alone. */
export type ComposeConfig = SharedConfig & { readonly openId?: OpenIdConfig | null };

/**
 * Builds the application once a process. It does not fail because the database or Redis is away just now:
 * readiness tells, and both come back by themselves.
 */
export async function compose(config: ComposeConfig, overrides: Overrides = {}): Promise<Application> {
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
  const sessionEnder = createSessionEnder(redis);
  const producer = createJobProducer(redis, logger);
  shutdown.onClose('job producer', () => producer.close());
  if (!(await redisReady(redis, 2000))) logger.warn('started without redis');

  const prisma = createPrisma(pool);
  const database = createDatabase(pool);
  const publisher = createPublisher(redis, logger);
  const hints = jobHints(producer, now, logger);
  const pulse = createTelephonyPulse(redis, now);
  const refusals = createRefusalLog({
    audit: database.read.audit,
    subjects: sayingWhenAway(pgAuditSubjects(pool)),
    clock,
    later: (milliseconds, work) => void setTimeout(work, milliseconds).unref(),
    onError: (error) => logger.warn({ error }, 'a refusal is not in the audit log'),
  });
  const useCases = bindUseCases({
    database,
    publisher,
    clock,
    newId,
    seals,
    refusals,
    hints,
    pulse,
    timings: usualTimings,
    queueOutbound: queueOutbound({ newId }),
    sessions: sayingWhenAway(createPgSessionStore(pool)),
    passwords: argon2Passwords,
    limiter: createRedisSignInLimiter(redis),
    tickets: createRedisTickets(redis),
    totpCodes: otplibCodes,
    passkeys: webauthnPasskeys(config.publicUrl),
    openId: config.openId ? openIdClient(config.openId, config.publicUrl, logger) : null,
    accessAnnouncer: createAccessAnnouncer(redis),
    sessionAnnouncer: createSessionAnnouncer(redis, sessionEnder),
    auditLog: sayingWhenAway(pgAuditLog(pool)),
    contacts: sayingWhenAway(createPrismaContactStore(prisma)),
    contactLists: sayingWhenAway(pgContactListStore(pool)),
    dictionaries: sayingWhenAway(createPrismaDictionaryStore(prisma)),
    notes: sayingWhenAway(createPrismaNoteStore(prisma)),
    timelinePages: sayingWhenAway(pgTimelinePages(pool)),
    caughtMails: config.mail.isCaught ? sayingWhenAway(pgCaughtMailStore(pool)) : null,
    wallboard: sayingWhenAway(pgWallboardStore(pool)),
  });

  return {
    ...useCases,
    logger,
    metrics: createMetrics(config.instanceId),
    shutdown,
    pool,
    database,
    redis,
    readiness: readinessOf(pool, redis),
    clock,
    newId,
    seals,
    publisher,
    sessionEnder,
    refusals,
    readSeq: createSeqReader(redis),
    hints,
    pulse,
  };
}
