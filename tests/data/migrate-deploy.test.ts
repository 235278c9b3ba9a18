import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrateDeploy } from '../../server/data/migrate-deploy.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

let database: TestDatabase;
let client: pg.Client;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  folder = mkdtempSync(join(tmpdir(), 'ringdesk-migrations-'));
  cpSync('prisma/migrations', folder, { recursive: true });
});
afterEach(async () => {
  await client.end();
  await database.close();
});

function addMigration(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
}
const books = async () =>
  (
    await client.query(
      `SELECT * FROM _prisma_migrations WHERE migration_name LIKE '9999%' ORDER BY started_at`,
    )
  ).rows;

test('a migrated database has nothing to apply', async () => {
  expect(await migrateDeploy(database.url, folder)).toEqual({ applied: [], edited: [], roleStatement: null });
});

test('new migrations are applied in order and booked as Prisma books them', async () => {
  addMigration('99990102000000_second', 'ALTER TABLE extra ADD COLUMN b int');
  addMigration('99990101000000_first', 'CREATE TABLE extra (a int)');
  const { applied } = await migrateDeploy(database.url, folder);
  expect(applied).toEqual(['99990101000000_first', '99990102000000_second']);
  expect(await books()).toMatchObject([
    { migration_name: '99990101000000_first', applied_steps_count: 1, finished_at: expect.any(Date) },
    { migration_name: '99990102000000_second', checksum: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
});

test('a migration that fails leaves nothing behind and is tried again next time', async () => {
  addMigration('99990101000000_broken', 'CREATE TABLE extra (a int); SELECT nonsense');
  await expect(migrateDeploy(database.url, folder)).rejects.toThrow('migration 99990101000000_broken failed');
  expect(await books()).toEqual([]);
  addMigration('99990101000000_broken', 'CREATE TABLE extra (a int)');
  expect((await migrateDeploy(database.url, folder)).applied).toEqual(['99990101000000_broken']);
});

test('an index made concurrently is possible, alone in its migration', async () => {
  addMigration('99990101000000_index', 'CREATE INDEX CONCURRENTLY extra_index ON users (name)');
  expect((await migrateDeploy(database.url, folder)).applied).toHaveLength(1);
});

test('a migration edited after it was applied is named, not applied again', async () => {
  addMigration('99990101000000_first', 'CREATE TABLE extra (a int)');
  await migrateDeploy(database.url, folder);
  addMigration('99990101000000_first', 'CREATE TABLE extra (a int, b int)');
  expect(await migrateDeploy(database.url, folder)).toEqual({
    applied: [],
    edited: ['99990101000000_first'],
    roleStatement: null,
  });
});

test('processes that start at the same time apply each migration once', async () => {
  addMigration('99990101000000_first', 'CREATE TABLE extra (a int)');
  const reports = await Promise.all([1, 2, 3].map(() => migrateDeploy(database.url, folder)));
  expect(reports.flatMap(({ applied }) => applied)).toEqual(['99990101000000_first']);
});
