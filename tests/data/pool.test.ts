import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAway } from '#data/away.ts';
import { inTransaction } from '#data/pg-transaction.ts';
import { createPool } from '#data/pool.ts';
import { cuttableLine } from '../support/cuttable-line.ts';
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

test('a connection on which the database falls silent fails who waits, and an idle one stays', async () => {
  const line = await cuttableLine(testDatabase.url);
  const silentMs = 300;
  const lined = createPool(line.url, () => undefined, 'by_key', silentMs);
  const pid = async (): Promise<number | undefined> => {
    const { rows } = await lined.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    return rows[0]?.pid;
  };
  try {
    const first = await pid();
    await pause(3 * silentMs);
    expect(await pid()).toBe(first);
    line.stall();
    const error = await pid().catch((thrown: unknown) => thrown);
    expect(isAway(error)).toBe(true);
    expect(await pid()).not.toBe(first);
  } finally {
    await lined.end();
    await line.close();
  }
});
