import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { type ApplicationProcess, applicationProcesses } from '../../../deploy/local/application.ts';
import { databaseNamed } from '../../../deploy/local/database-url.ts';
import { freePort } from '../../../deploy/local/ports.ts';
import { type Family, startFamily } from '../../../deploy/local/process-family.ts';
import { startRedis } from '../../../deploy/local/redis.ts';
import { readSettings } from '../../../deploy/local/settings.ts';
import type { Supervised } from '../../../deploy/local/supervise.ts';
import { SECRET_KEY } from '../secret-key.ts';
import { createTestDatabase } from '../services.ts';
import { Telephone } from '../sip/telephone.ts';
import { eventually } from '../until.ts';
import { Company } from './company.ts';

export type ProcessName = 'engine' | 'server' | 'server-2' | 'telephony' | 'worker' | 'redis';

export interface ProductOptions {
  /** How many server processes; the second is at `webUrls[1]`. */
  readonly servers?: 1 | 2;
  readonly environment?: Readonly<Record<string, string>>;
  readonly without?: readonly ProcessName[];
  /** A migrated database without users; none: a new one, gone afterwards. */
  readonly databaseUrl?: string;
}

/** The whole product as real processes on ports of its own, over a database and a Redis of its own. */
export interface Product {
  readonly webUrls: readonly [string, ...string[]];
  /** Where phones register and trunks send calls. */
  readonly sip: { readonly host: string; readonly port: number };
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly database: pg.Pool;
  readonly company: Company;
  /** The other end of the only trunk. */
  readonly trunkPeer: Telephone;
  /** kill -9; the supervisor starts it again. Resolves as soon as it is dead. */
  kill(name: ProcessName): Promise<void>;
  pidOf(name: ProcessName): number;
  emptyRedis(): Promise<void>;
  /** Every connection is cut and none is let in, until the answer is called. */
  cutDatabase(): Promise<() => Promise<void>>;
  /** Waits until every process answers that it is ready. */
  ready(): Promise<void>;
  /** The last lines each process wrote. */
  lastWords(lines: number): string;
  close(): Promise<void>;
}

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-product-'));
  const family = await startFamily({ folder, report: () => undefined, temporaryFolders: [folder] });
  const testDatabase = options.databaseUrl
    ? { url: options.databaseUrl, close: async () => undefined }
    : await createTestDatabase();
  const redis = await startRedis({ family, data: join(folder, 'redis'), isDisposable: true });
  const trunkPeer = await Telephone.open();
  const database = new pg.Pool({ connectionString: testDatabase.url, max: 4 });
  database.on('error', () => undefined);
  const company = await Company.found(database, { trunkPort: trunkPeer.port });

  const environment = { ...process.env, ...(await freePorts()), ...options.environment };
  const services = { databaseUrl: testDatabase.url, redisUrl: redis.url, secretKey: SECRET_KEY };
  const settings = readSettings(environment);
  const processes = applicationProcesses(settings, services, environment).filter(
    ({ spec }) => options.without?.includes(spec.name as ProcessName) !== true,
  );
  const second = options.servers === 2 ? await anotherServer(processes) : null;
  if (second) processes.push(second);
  for (const { spec, wave } of processes) family.run(spec, wave);

  const close = async (): Promise<void> => {
    trunkPeer.unplug();
    await family.end();
    await database.end();
    await testDatabase.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const product: Product = {
    webUrls: [
      `http://127.0.0.1:${settings.httpPort}`,
      ...(second ? [second.readyUrl!.replace('/readyz', '')] : []),
    ],
    sip: { host: '127.0.0.1', port: settings.sipPort },
    databaseUrl: testDatabase.url,
    redisUrl: redis.url,
    database,
    company,
    trunkPeer,
    kill: (name) => killAndWait(member(family, name)),
    pidOf: (name) => member(family, name).pid ?? 0,
    emptyRedis: () => emptyRedis(redis.url),
    cutDatabase: () => cutDatabase(testDatabase.url),
    ready: async () => {
      await eventually(async () => await areReady(processes), 'every process is ready', 30_000);
    },
    lastWords: (lines) => lastWords(family, lines),
    close,
  };
  try {
    await product.ready();
  } catch (error) {
    const words = product.lastWords(15);
    await close();
    throw new Error(`${(error as Error).message}\n${words}`, { cause: error });
  }
  return product;
}

async function freePorts(): Promise<Record<string, string>> {
  const names = [
    'HTTP_PORT',
    'SIP_PORT',
    'SIP_WS_PORT',
    'ENGINE_CONTROL_PORT',
    'SERVER_HEALTH_PORT',
    'TELEPHONY_HEALTH_PORT',
    'WORKER_HEALTH_PORT',
  ];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, `${await freePort()}`])));
}

async function anotherServer(processes: readonly ApplicationProcess[]): Promise<ApplicationProcess> {
  const first = processes.find(({ spec }) => spec.name === 'server');
  if (!first) throw new Error('There is no server process.');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...first.spec.env,
    HTTP_PORT: `${port}`,
    HEALTH_PORT: `${await freePort()}`,
    PUBLIC_URL: url,
    INSTANCE_ID: 'server-2',
  };
  return { ...first, spec: { ...first.spec, name: 'server-2', env }, readyUrl: `${url}/readyz` };
}

async function areReady(processes: readonly ApplicationProcess[]): Promise<boolean> {
  for (const { readyUrl } of processes) {
    if (readyUrl === null) continue;
    const response = await fetch(readyUrl, { signal: AbortSignal.timeout(2000) });
    if (!response.ok) throw new Error(`${readyUrl}: ${await response.text()}`);
  }
  return true;
}

async function emptyRedis(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

async function cutDatabase(url: string): Promise<() => Promise<void>> {
  const name = new URL(url).pathname.slice(1);
  const administer = async (statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseNamed(url, 'postgres') });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await administer([
    `ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  ]);
  return () => administer([`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`]);
}

function member(family: Family, name: string): Supervised {
  const found = family.members().find((one) => one.name === name);
  if (!found) throw new Error(`No process is called ${name}.`);
  return found;
}

async function killAndWait(supervised: Supervised): Promise<void> {
  const { pid, restarts } = supervised;
  if (pid === undefined) throw new Error(`${supervised.name} is not running.`);
  process.kill(pid, 'SIGKILL');
  await eventually(
    async () => supervised.pid !== pid || supervised.restarts > restarts,
    `${supervised.name} is dead`,
  );
}

function lastWords(family: Family, lines: number): string {
  return family
    .members()
    .map(({ name }) => {
      try {
        return `--- ${name}\n${readFileSync(family.logOf(name), 'utf8').trimEnd().split('\n').slice(-lines).join('\n')}`;
      } catch {
        return `--- ${name} wrote nothing`;
      }
    })
    .join('\n');
}
