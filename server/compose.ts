import { sayingWhenAway } from '#data/away.ts';
import { pgAuditLog } from '#data/pg-audit-log.ts';
import { pgAuditSubjects } from '#data/pg-audit-subjects.ts';
import { pgCaughtMailStore } from '#data/pg-caught-mail-store.ts';
import { pgContactListStore } from '#data/pg-contact-list-store.ts';
import { createPgSessionStore } from '#data/pg-session-store.ts';
import { pgTimelinePages } from '#data/pg-timeline-pages.ts';
import { pgWallboardStore } from '#data/pg-wallboard-store.ts';
import { createPrisma } from '#data/prisma-client.ts';
import { createPrismaContactStore } from '#data/prisma-contact-store.ts';
import { createPrismaDictionaryStore } from '#data/prisma-dictionary-store.ts';
import { createPrismaNoteStore } from '#data/prisma-note-store.ts';
import { createRedisSignInLimiter } from '#data/redis-sign-in-limiter.ts';
import { createRedisTickets } from '#data/redis-tickets.ts';
import { createRefusalLog, type RefusalLog } from '#domain/audit/refusal-log.ts';
import { queueOutbound } from '#domain/calls/queue-outbound.ts';
import { usualTimings } from '#domain/meetings/meeting-timings.ts';
import { argon2Passwords } from '#platform/argon2-passwords.ts';
import type { OpenIdConfig, SharedConfig } from '#platform/config.ts';
import { createAccessAnnouncer } from '#realtime/access-announcer.ts';
import { createSeqReader, type ReadSeq } from '#realtime/desk-seq.ts';
import { createSessionAnnouncer } from '#realtime/session-announcer.ts';
import { createSessionEnder, type SessionEnder } from '#realtime/session-ender.ts';
import { composeBase, type Overrides, type ProcessBase } from './compose-base.ts';
import { openIdClient } from './identity/open-id-client.ts';
import { otplibCodes } from './identity/otplib-codes.ts';
import { webauthnPasskeys } from './identity/webauthn-passkeys.ts';
import { bindUseCases, type UseCases } from './use-cases.ts';

/** What the server serves: the base of every process, and what people can do with it. */
export interface Application extends ProcessBase, UseCases {
  readonly sessionEnder: SessionEnder;
  readonly refusals: RefusalLog;
  readonly readSeq: ReadSeq;
}

/** Signing in elsewhere is told to the server process alone. */
export type ComposeConfig = SharedConfig & { readonly openId?: OpenIdConfig | null };

/** Builds the server's application once, on the base. */
export async function compose(config: ComposeConfig, overrides: Overrides = {}): Promise<Application> {
  const base = await composeBase(config, overrides);
  const { logger, clock, newId, report, seals, pool, redis, database, publisher, hints, pulse } = base;
  const sessionEnder = createSessionEnder(redis);
  const prisma = createPrisma(pool);
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
    report,
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
    ...base,
    ...useCases,
    sessionEnder,
    refusals,
    readSeq: createSeqReader(redis),
  };
}
