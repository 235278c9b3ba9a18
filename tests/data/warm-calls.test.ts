import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPool } from '#data/pool.ts';
import { warmCalls } from '#data/warm-calls.ts';
import { cuttableLine } from '../support/cuttable-line.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';
import { eventually } from '../support/until.ts';

let testDatabase: TestDatabase;
let pool: pg.Pool;
let observer: pg.Pool;
let stop: () => void;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  observer = createPool(testDatabase.url, () => undefined);
  pool = createPool(testDatabase.url, () => undefined, 'by_key');
  stop = await warmCalls(pool, { coldMs: 300, lookEveryMs: 50 });
});
afterEach(async () => {
  stop();
  await pool.end();
  await observer.end();
  await testDatabase.close();
});

/** Of each connection but the observer's own: when it was last asked something. */
async function lastAsked(): Promise<ReadonlyMap<number, number>> {
  const { rows } = await observer.query<{ pid: number; at: Date }>(
    `SELECT pid, query_start AS at FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'ringdesk' AND pid <> pg_backend_pid()
       AND query_start IS NOT NULL`,
  );
  return new Map(rows.map(({ pid, at }) => [pid, at.getTime()]));
}

test('all connections are open from the start, and those that lie idle are kept warm', async () => {
  const before = await lastAsked();
  expect(before.size).toBe(pool.options.max);
  await pause(1500);
  const after = await lastAsked();
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  for (const [pid, at] of after) expect(at).toBeGreaterThan(before.get(pid) ?? Infinity);
});

test('nothing is asked of a connection that somebody has', async () => {
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const { pid } = rows[0]!;
  const before = await lastAsked();
  await pause(1500);
  expect((await lastAsked()).get(pid)).toBe(before.get(pid));
  client.release();
});

test('connections that broke are opened again before anybody asks for one', async () => {
  const before = await lastAsked();
  await observer.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) pid', [[...before.keys()]]);
  const areNew = async (): Promise<boolean> => {
    const pids = [...(await lastAsked()).keys()];
    return pids.length === pool.options.max && !pids.some((pid) => before.has(pid));
  };
  await eventually(areNew, 'all are open again', 5000);
});

test('connections that fell silent are replaced, though they are written to all the time', async () => {
  const line = await cuttableLine(testDatabase.url);
  const lined = createPool(line.url, () => undefined, 'by_key', 1000);
  const stopLined = await warmCalls(lined, { coldMs: 300, lookEveryMs: 50 });
  try {
    const before = await lastAsked();
    line.stall();
    const areNew = async (): Promise<boolean> => {
      const pids = [...(await lastAsked()).keys()];
      return pids.filter((pid) => !before.has(pid)).length === lined.options.max;
    };
    await eventually(areNew, 'all are open anew', 8000);
  } finally {
    stopLined();
    await lined.end();
    await line.close();
  }
});
