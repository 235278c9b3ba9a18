import type pg from 'pg';
import * as agents from './pg-agent-statements.ts';
import * as calls from './pg-call-statements.ts';
import { rows, type Statement } from './pg-statement.ts';

const NOTHING = '[]';
const NO_PROJECT = '00000000-0000-0000-0000-000000000000';

/** What every call runs, asked about no call at all: nothing is found and nothing is written. */
const everyCallRuns: readonly (readonly [Statement, readonly unknown[]])[] = [
  [calls.arrival, [NOTHING]],
  [agents.reserveForCalls, [NO_PROJECT, new Date(0), NOTHING]],
  [calls.insertNew, [NOTHING, NOTHING]],
  [calls.save, [NOTHING, NOTHING, NOTHING]],
];

/**
 * Each connection plans the long statements of a call when it is opened, and so many are open from the start: planned
 * for the first call they would take longer than all the rest of it. A database that is away is no reason not to start.
 */
export async function warmCalls(pool: pg.Pool): Promise<void> {
  pool.on('connect', (client) => {
    // not awaited: whatever the connection is asked next stands in line behind it
    for (const [statement, values] of everyCallRuns) rows(client, statement, values).catch(() => undefined);
  });
  const opening = Array.from({ length: pool.options.min ?? 0 }, () => pool.connect());
  for (const opened of await Promise.allSettled(opening)) {
    if (opened.status === 'fulfilled') opened.value.release();
  }
}
