import type pg from 'pg';
import type { CallDeps } from '#domain/calls/call-deps.ts';
import { queueOutbound } from '#domain/calls/queue-outbound.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import { usualTimings } from '#domain/meetings/meeting-timings.ts';
import { newUuid } from '#platform/new-uuid.ts';
import { createDatabase } from '../../../server/data/pg-database.ts';
import { APPLICATION_ROLE, workAs } from '../../../server/data/application-role.ts';
import { createPool } from '../../../server/data/pool.ts';
import { createTestDatabase } from '../services.ts';
import type { Published } from './world.ts';
import { reportsFail } from '../reports-fail.ts';

/** The use cases over a PostgreSQL of the test's own, with the test's own time. */
export interface PgWorld {
  /** The test's own hands, as the owner of the tables. */
  readonly pool: pg.Pool;
  readonly url: string;
  readonly deps: MeetingDeps & CallDeps;
  readonly published: Published[];
  readonly queuedCalls: string[];
  now: Date;
  close(): Promise<void>;
}

export async function createPgWorld(now: Date): Promise<PgWorld> {
  const { url, close } = await createTestDatabase();
  const pool = createPool(url, () => undefined);
  const application = createPool(url, () => undefined);
  workAs(application, APPLICATION_ROLE, () => undefined);
  const published: Published[] = [];
  const queuedCalls: string[] = [];
  const world: PgWorld = {
    pool,
    url,
    published,
    queuedCalls,
    now,
    deps: {
      database: createDatabase(application),
      clock: { now: () => world.now },
      newId: newUuid,
      timings: usualTimings,
      report: reportsFail,
      hints: { lookLater: () => undefined, callQueued: (callId) => void queuedCalls.push(callId) },
      publisher: {
        toUser: (userId, event, payload) => void published.push({ userId, event, payload }),
        toContactWatchers: (userId, event, payload) => void published.push({ userId, event, payload }),
        agentsFreed: () => undefined,
        agentsCutOff: () => undefined,
      },
      queueOutbound: queueOutbound({ newId: newUuid }),
    },
    close: async () => {
      await application.end();
      await pool.end();
      await close();
    },
  };
  return world;
}
