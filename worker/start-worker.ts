import { pgContactActivity } from '#data/pg-contact-activity.ts';
import { pgSessionSweepStore } from '#data/pg-session-sweep-store.ts';
import { queueOutbound } from '#domain/calls/queue-outbound.ts';
import type { MailTransport } from '#domain/mail/mail-transport.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import { type MeetingTimings, usualTimings } from '#domain/meetings/meeting-timings.ts';
import { consumeJobs } from '#jobs/consumer.ts';
import type { ProcessBase } from '#server/compose-base.ts';
import { listenForFreedAgents } from './freed-agents.ts';
import { actOnMeetingHandler } from './handlers/act-on-meeting.ts';
import { createMeetingWatch } from './meeting-watch.ts';
import { contactActivity } from './sweeps/contact-activity.ts';
import { dueMails } from './sweeps/due-mails.ts';
import { dueMeetings } from './sweeps/due-meetings.ts';
import { expiredPhones } from './sweeps/expired-phones.ts';
import { expiredSessions } from './sweeps/expired-sessions.ts';
import { expiredWrapUps } from './sweeps/expired-wrap-ups.ts';
import { orphanedCalls } from './sweeps/orphaned-calls.ts';
import { staleWindows } from './sweeps/stale-windows.ts';
import { startSweep } from './sweeps/sweep.ts';
import { unclaimedCalls } from './sweeps/unclaimed-calls.ts';
import { upcomingJobs } from './sweeps/upcoming-jobs.ts';

export interface WorkerOptions {
  readonly redisUrl: string;
  /** What keeps people waiting. */
  readonly sweepMs: number;
  /** What only tidies up. */
  readonly tidyMs: number;
  readonly timings: MeetingTimings;
  /** Null: mails wait. */
  readonly mailTransport: MailTransport | null;
  /** Origin of the pages that links in mails lead to. */
  readonly publicOrigin: string;
}

export const usualOptions: Omit<WorkerOptions, 'redisUrl' | 'mailTransport' | 'publicOrigin'> = {
  sweepMs: 1000,
  tidyMs: 30_000,
  timings: usualTimings,
};

/**
 * Starts the job handlers and the sweeps; they end with the application's shutdown, in the middle of nothing. Throws
 * when a job of the catalogue has no handler here or two.
 */
export function startWorker(app: ProcessBase, options: WorkerOptions): void {
  const { redisUrl, sweepMs, tidyMs, timings, mailTransport, publicOrigin } = options;
  const { logger, shutdown, clock, newId, metrics, pool } = app;
  const deps: MeetingDeps = { ...app, timings, queueOutbound: queueOutbound({ newId }) };
  const watch = createMeetingWatch(metrics, logger);

  const jobs = consumeJobs('worker', [actOnMeetingHandler(deps, watch)], {
    redisUrl,
    logger,
    concurrency: 4,
  });
  shutdown.onClose('jobs', () => jobs.close());
  const freed = listenForFreedAgents(deps, watch, redisUrl, logger);
  shutdown.onClose('freed agents', () => freed.close());

  const sweeps = [
    dueMeetings(deps, watch, sweepMs),
    expiredWrapUps(deps, sweepMs),
    orphanedCalls(deps, sweepMs),
    unclaimedCalls(deps, sweepMs),
    dueMails({ ...app, transport: mailTransport, publicOrigin }, sweepMs),
    // each look goes through the calls of some seconds once more
    contactActivity(pgContactActivity(pool), clock, 3 * sweepMs),
    upcomingJobs(deps, tidyMs),
    expiredPhones(deps, tidyMs),
    staleWindows(deps, tidyMs),
    expiredSessions(pgSessionSweepStore(pool), clock, tidyMs),
  ].map((sweep) => startSweep(sweep, logger));
  shutdown.onClose('sweeps', () => Promise.all(sweeps.map((sweep) => sweep.close())));
}
