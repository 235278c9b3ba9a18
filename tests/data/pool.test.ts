import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction } from '#data/pg-transaction.ts';
import { createPool } from '#data/pool.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

let testDatabase: TestDatabase;
let pool: pg.Pool;
let observer: pg.Pool;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = createPool(testDatabase.url, () => undefined);
  observer = new pg.Pool({ connectionString: testDatabase.url, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await observer.end();
  await testDatabase.close();
});

test('a connection that breaks in the middle of a transaction fails that, and the next has a new one', async () => {
  const pids: number[] = [];
  const transaction = inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    pids.push(...rows.map(({ pid }) => pid));
    await observer.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) pid', [pids]);
    await pause(100); // nothing is asked of it just then
    await client.query('SELECT 1');
  });
  await expect(transaction).rejects.toThrow();
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  expect(pids).toHaveLength(1);
  expect(pids).not.toContain(rows[0]?.pid);
});
