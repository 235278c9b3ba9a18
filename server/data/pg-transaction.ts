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

/**
 * `soon`: a commit does not wait for the disk. Others see it at once all the same, and nothing but a database that dies
 * within the next half second takes it back.
 */
export type Durability = 'at_once' | 'soon';

const BEGIN: Readonly<Record<Durability, string>> = {
  at_once: 'BEGIN',
  soon: 'BEGIN; SET LOCAL synchronous_commit TO off',
};

/** All or nothing; what is thrown takes it back. */
export function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  durability: Durability = 'at_once',
): Promise<T> {
  return inTransactionEndingWith(
    pool,
    async (client) => {
      const answer = await work(client);
      return [Promise.resolve(answer)];
    },
    durability,
  );
}

/**
 * The same where `work` hands over its last statement under way: the commit goes out behind it and need not wait for its
 * answer. Only a statement the database refuses takes the rest back, not one whose answer somebody does not like.
 */
export async function inTransactionEndingWith<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<readonly [last: Promise<T>]>,
  durability: Durability = 'at_once',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // not awaited: the statements behind it are answered only if it was
    client.query(BEGIN[durability]).catch(() => undefined);
    const [last] = await work(client);
    // of a transaction that has failed the database makes a ROLLBACK
    const [answer] = await Promise.all([last, client.query('COMMIT')]);
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
