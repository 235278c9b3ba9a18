import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { databaseNamed } from '../../deploy/local/database-url.ts';
import { forgetPid, recordPid } from '../../deploy/local/pid-records.ts';
import { freePort } from '../../deploy/local/ports.ts';
import { startFamily } from '../../deploy/local/process-family.ts';
import { findRedis, redisSpec, redisUrl, waitForRedis } from '../../deploy/local/redis.ts';
import { startServices } from '../../deploy/local/services.ts';
import { socketPath } from '../../deploy/local/socket-path.ts';
import { migrateDeploy } from '../../server/data/migrate-deploy.ts';

/*
 * Vitest's global set-up: one PostgreSQL for the run, in a temporary folder, ended however the run ends.
 * Each test file takes a migrated database of its own (a copy of a template) and, if it needs one, a Redis of its own:
 * Redis separates keys by database number, but not what is published.
 */

interface TestServices {
  readonly adminUrl: string;
  readonly redisUrl: string;
  readonly folder: string;
  readonly recordsFolder: string;
}

const TEMPLATE = 'template_ringdesk';
const VARIABLE = 'RINGDESK_TEST_SERVICES';

interface Running {
  users: number;
  readonly end: () => Promise<void>;
}
/** Several Vitest projects call `setup` in one process, each with its own copy of this module. */
const shared = globalThis as { ringdeskTestServices?: Promise<Running> | undefined };

export async function setup(): Promise<void> {
  shared.ringdeskTestServices ??= start();
  (await shared.ringdeskTestServices).users += 1;
}

export async function teardown(): Promise<void> {
  const running = await shared.ringdeskTestServices;
  if (!running || --running.users > 0) return;
  shared.ringdeskTestServices = undefined;
  await running.end();
}

async function start(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-test-'));
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const family = await startFamily({ folder, report, temporaryFolders: [folder] });
  try {
    const { databaseUrl, redisUrl } = await startServices({
      family,
      folder,
      database: TEMPLATE,
      isDisposable: true,
    });
    await migrateDeploy(databaseUrl, 'prisma/migrations');
    const adminUrl = databaseNamed(databaseUrl, 'postgres');
    const services: TestServices = { adminUrl, redisUrl, folder, recordsFolder: family.recordsFolder };
    process.env[VARIABLE] = JSON.stringify(services);
  } catch (error) {
    await family.end();
    throw error;
  }
  return {
    users: 0,
    end: async () => {
      delete process.env[VARIABLE];
      await family.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function testServices(): TestServices {
  const value = process.env[VARIABLE];
  if (!value)
    throw new Error(
      'No services for this test: it is not in a Vitest project whose globalSetup is services.ts.',
    );
  return JSON.parse(value) as TestServices;
}

export interface TestDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** A migrated, empty database of the caller's own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl } = testServices();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return {
    url: databaseNamed(adminUrl, name),
    close: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface TestRedis {
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
}

/** An empty Redis of the caller's own. */
export async function createTestRedis(): Promise<TestRedis> {
  const { folder, recordsFolder } = testServices();
  const program = findRedis();
  if (!program) throw new Error('Redis has gone from this machine.');
  const port = await freePort();
  const data = join(folder, `redis-${port}`);
  const password = randomBytes(12).toString('hex');
  const address = { port, socket: socketPath(data, 'redis.sock'), password };
  const spec = redisSpec(program, { ...address, data, isDisposable: true });
  const child = spawn(spec.command, spec.args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.stdin.end(spec.stdin);
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${program} could not be started.`);
  recordPid(recordsFolder, pid, 'redis of a test');
  const url = redisUrl(address);
  await waitForRedis(url);
  return {
    url,
    pid,
    close: async () => {
      child.kill('SIGKILL');
      await exited;
      forgetPid(recordsFolder, pid);
    },
  };
}
