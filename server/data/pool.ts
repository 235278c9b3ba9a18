import type { Socket } from 'node:net';
import pg from 'pg';

/**
 * `generic`: a prepared statement is planned once a connection, not anew for its first five uses. `by_key` besides never
 * reads a whole table where an index leads to the rows, for a process whose statements all find theirs so. `custom` suits
 * lists, whose best plan depends on what is asked for.
 */
export type StatementPlans = 'generic' | 'by_key' | 'custom';

// compiling a statement takes longer than any of ours takes to run
const COMPILES_NOTHING = 'jit=off';
const PLANNED_ONCE = 'plan_cache_mode=force_generic_plan';
const SETTINGS: Readonly<Record<StatementPlans, readonly string[]>> = {
  custom: [COMPILES_NOTHING],
  generic: [COMPILES_NOTHING, PLANNED_ONCE],
  // whatever the statistics say: those of tables that were filled or emptied a moment ago mislead, and a plan that walks
  // and sorts the whole team for one agent is kept for as long as the connection
  by_key: [COMPILES_NOTHING, PLANNED_ONCE, 'enable_seqscan=off', 'enable_bitmapscan=off'],
};

/**
 * What a process that serves calls holds, from its start to its end, and no more: to open a connection and plan a call's
 * statements on it takes longer than the call, and where one call waits for that the next asks for another. Few, since
 * calls that come at once share their statements (in-groups.ts).
 */
const HELD = 6;

/** A little longer than a statement may take: then nobody is there to say that it took too long. */
const SILENT_MS = 7000;
const LOOKS = 6;

/** One pool a process. Nothing waits for ever: not for a connection, not for a statement, not for a forgotten transaction. */
export function createPool(
  databaseUrl: string,
  onError: (error: Error) => void,
  plans: StatementPlans = 'custom',
  silentMs = SILENT_MS,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    ...(plans === 'by_key' ? { max: HELD, min: HELD } : { max: 20 }),
    // those of a busy moment would all end together, and the end of one costs the database as much as several calls
    idleTimeoutMillis: 0,
    options: SETTINGS[plans].map((setting) => `-c ${setting}`).join(' '),
    connectionTimeoutMillis: 2000,
    statement_timeout: 5000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    pipeline: true, // a transaction's first statement does not wait for its BEGIN
    application_name: 'ringdesk',
  });
  // a connection that breaks is replaced by itself; without a listener it would end the process, idle or lent
  pool.on('error', onError);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    endWhenSilent(client, silentMs);
  });
  return pool;
}

/** The parts of pg's client that its types leave out. */
interface Connected {
  /** False while a statement waits for its answer. */
  readonly readyForQuery: boolean;
  readonly connection: { readonly stream: Socket };
}

/**
 * pg's own `query_timeout` makes a timer for each statement, and a closure that V8 creates among the old, where it holds
 * on to whoever waited (pg-statement.ts says more). This is one timer a connection. What is written counts for nothing:
 * idle connections are written to, too (warm-calls.ts).
 */
function endWhenSilent(client: pg.PoolClient, silentMs: number): void {
  const connected = client as unknown as Connected;
  const { stream } = connected.connection;
  let heard = stream.bytesRead;
  let heardAt = performance.now();
  const timer = setInterval(() => {
    if (connected.readyForQuery || stream.bytesRead !== heard) {
      heard = stream.bytesRead;
      heardAt = performance.now();
    } else if (performance.now() - heardAt >= silentMs) {
      stream.destroy(new Error('Connection terminated: the database says nothing'));
    }
  }, silentMs / LOOKS).unref();
  stream.once('close', () => clearInterval(timer));
}
