import type pg from 'pg';
import { save } from './pg-call-statements.ts';
import { receive, tie } from './pg-receive-statement.ts';
import { ringWaiting } from './pg-ring-waiting-statement.ts';
import { rows, type Statement } from './pg-statement.ts';

const NOTHING = '[]';
const NO_PROJECT = '00000000-0000-0000-0000-000000000000';
const NO_CALL = NO_PROJECT;

type Question = readonly [Statement, readonly unknown[]];

/** What every call runs, asked about no call at all: nothing is found and nothing is written. */
const everyCallRuns: readonly Question[] = [
  [receive, [NO_PROJECT, new Date(0), '{}', NOTHING]],
  [save, [NOTHING, NOTHING, NOTHING]],
];
/** What those run besides whose number several have, or who must wait. */
const someCallsRun: readonly Question[] = [
  [tie, [NO_CALL, null, null, false]],
  [ringWaiting, [NO_PROJECT, new Date(0), new Date(0), NOTHING]],
];

export interface WarmTimings {
  /** A connection that nobody used for so long is cold, or its plans were thrown away by a VACUUM meanwhile. */
  readonly coldMs: number;
  /** One at a time, so that a call waits for one at most. */
  readonly lookEveryMs: number;
}

const SELDOM: WarmTimings = { coldMs: 3000, lookEveryMs: 500 };

interface Connection {
  readonly client: pg.PoolClient;
  isLent: boolean;
  usedAt: number;
}

/**
 * Each connection plans the long statements of a call when it is opened, all are open from the start, and those that
 * lie idle are kept warm: planned for the first call they would take longer than all the rest of it. A database that is
 * away is no reason not to start. Resolves with what ends it.
 */
export async function warmCalls(
  pool: pg.Pool,
  { coldMs, lookEveryMs }: WarmTimings = SELDOM,
): Promise<() => void> {
  const connections: Connection[] = [];
  const of = (client: pg.PoolClient) => connections.find((one) => one.client === client);
  const warm = (connection: Connection, questions: readonly Question[]): void => {
    connection.usedAt = performance.now();
    // not awaited: whatever the connection is asked next stands in line behind it
    for (const [statement, values] of questions)
      rows(connection.client, statement, values).catch(() => undefined);
  };
  pool.on('connect', (client) => {
    const connection = { client, isLent: true, usedAt: 0 };
    connections.push(connection);
    warm(connection, [...everyCallRuns, ...someCallsRun]);
  });
  pool.on('acquire', (client) => {
    const connection = of(client);
    if (connection) connection.isLent = true;
  });
  pool.on('release', (_error, client) => {
    const connection = of(client);
    if (connection) Object.assign(connection, { isLent: false, usedAt: performance.now() });
  });
  pool.on('remove', (client) => {
    const at = connections.findIndex((one) => one.client === client);
    if (at >= 0) connections.splice(at, 1);
  });
  const { min: held = 0 } = pool.options;
  const take = async (): Promise<void> => (await pool.connect()).release();
  // asked for all at once, the pool opens those it lacks
  const openAll = () => Promise.allSettled(Array.from({ length: held }, take));
  const timer = setInterval(() => {
    // what broke with the database is open again before a call needs it
    if (pool.totalCount < held) void openAll();
    const coldBefore = performance.now() - coldMs;
    const [coldest] = connections
      .filter(({ isLent, usedAt }) => !isLent && usedAt < coldBefore)
      .sort((one, other) => one.usedAt - other.usedAt);
    if (coldest) warm(coldest, everyCallRuns);
  }, lookEveryMs);

  await openAll();
  return () => clearInterval(timer);
}
