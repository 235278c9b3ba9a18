import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { freePort } from './ports.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import type { Family } from './process-family.ts';
import { asOrdinaryUser, type RunAs } from './run-as.ts';
import { keptSecret } from './kept-secret.ts';
import { socketPath } from './socket-path.ts';
import { waitUntil } from './wait-until.ts';

export interface PostgresOptions {
  readonly family: Family;
  /** The data folder; made if it does not exist. */
  readonly data: string;
  readonly database: string;
  /** Data that may be lost with the machine (tests) is written without waiting for the disk. */
  readonly isDisposable?: boolean;
}

export interface Postgres {
  readonly url: string;
  readonly description: string;
}

const OWNER = 'ringdesk';

/** A PostgreSQL of our own on a free loopback port and, where it can be, a socket among its data, which the URL names then. */
export async function startPostgres({
  family,
  data,
  database,
  isDisposable = false,
}: PostgresOptions): Promise<Postgres> {
  const folder = resolve(data);
  const binaries = findPostgresBinaries(versionOf(folder));
  const runAs = asOrdinaryUser(join(binaries.folder, 'postgres'));
  const password = keptSecret(`${folder}.password`);
  if (versionOf(folder) === null) initialise(folder, binaries.folder, runAs, password);
  else giveTo(runAs, folder);
  const port = await freePort();
  const hasSocket = socketPath(folder, `.s.PGSQL.${port}`) !== null;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: hasSocket ? folder : '',
    shared_buffers: '256MB',
    max_connections: '200',
    // room for a busy minute's log is kept: making it anew holds up whoever writes next
    min_wal_size: '512MB',
    max_wal_size: '2GB',
    // calls come first: VACUUM rests five times as long as it usually does
    autovacuum_vacuum_cost_delay: '10ms',
    ...(isDisposable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const [command = '', ...args] = [
    ...runAs.prefix,
    ...[join(binaries.folder, 'postgres'), '-D', folder, '-p', `${port}`],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const server = family.run(
    { name: 'postgres', command, args, stopSignal: 'SIGINT', ...(runAs.user && { runAs: runAs.user }) },
    0,
  );
  const socket = hasSocket ? `?host=${encodeURIComponent(folder)}` : '';
  const url = (name: string): string =>
    `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${name}${socket}`;
  await waitUntil(`PostgreSQL did not come up, see ${family.logOf(server.name)}: no answer`, 30_000, () =>
    createDatabaseUnlessThere(url('postgres'), database),
  );
  return { url: url(database), description: `PostgreSQL ${binaries.major} on port ${port}` };
}

function versionOf(folder: string): number | null {
  const file = join(folder, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
}

function initialise(folder: string, binaries: string, runAs: RunAs, password: string): void {
  // an initdb that was killed half-way leaves a folder without PG_VERSION
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(runAs, folder);
  const passwordFile = `${folder}.initdb`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runAs.user) chmodSync(passwordFile, 0o644);
  // letters are told apart in UTF-8 (trigrams and lower() need it), order is plain; languages sort by ICU collations
  const letters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const [command = '', ...args] = [
    ...runAs.prefix,
    ...[
      join(binaries, 'initdb'),
      '-D',
      folder,
      '-U',
      OWNER,
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
    ],
    ...['-E', 'UTF8', '--locale=C', `--lc-ctype=${letters}`, '--no-sync', '--no-instructions'],
  ];
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], ...runAs.user });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const said = String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split('\n')
      .at(-1);
    throw new Error(`PostgreSQL could not make its data folder ${folder}: ${said}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Root may have run it as another user last time. */
function giveTo({ user }: RunAs, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = user ?? { uid: 0, gid: 0 };
  if (statSync(folder).uid !== uid) execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
}

async function createDatabaseUnlessThere(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
