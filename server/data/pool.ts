import pg from 'pg';

/** One pool a process. Nothing waits for ever: not for a connection, not for a statement, not for a forgotten transaction. */
export function createPool(databaseUrl: string, onError: (error: Error) => void, max = 20): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
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
