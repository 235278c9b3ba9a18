import pg from 'pg';

/**
 * `generic`: a prepared statement is planned once a connection, not anew for its first five uses; for processes whose
 * statements all find their rows by key. `custom` suits lists, whose best plan depends on what is asked for.
 */
export type StatementPlans = 'generic' | 'custom';

/** One pool a process. Nothing waits for ever: not for a connection, not for a statement, not for a forgotten transaction. */
export function createPool(
  databaseUrl: string,
  onError: (error: Error) => void,
  plans: StatementPlans = 'custom',
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 20,
    // compiling a statement takes longer than any of ours takes to run
    options: `-c jit=off${plans === 'generic' ? ' -c plan_cache_mode=force_generic_plan' : ''}`,
    connectionTimeoutMillis: 2000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 5000,
    query_timeout: 6000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    pipeline: true, // a transaction's first statement does not wait for its BEGIN
    application_name: 'ringdesk',
  });
  // an idle connection that breaks is replaced by itself; without a listener it would end the process
  pool.on('error', onError);
  return pool;
}
