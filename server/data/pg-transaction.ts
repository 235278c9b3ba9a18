import pg from 'pg';

/** serialization_failure, deadlock_detected */
const RETRIED = new Set(['40001', '40P01']);

/** Once more after a serialization failure or a deadlock. */
export async function twice<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !RETRIED.has(error.code ?? '')) throw error;
    return attempt();
  }
}

/** All or nothing; what is thrown takes it back. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // not awaited: the statements behind it are answered only if it was
    client.query('BEGIN').catch(() => undefined);
    const answer = await work(client);
    // of a transaction that has failed the database makes a ROLLBACK
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
