import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Redis } from 'ioredis';
import { installDebianPackages } from './debian-packages.ts';
import { findProgram } from './find-program.ts';
import { keptSecret } from './kept-secret.ts';
import { freePort } from './ports.ts';
import type { Family } from './process-family.ts';
import { socketPath } from './socket-path.ts';
import type { ProcessSpec } from './supervise.ts';
import { waitUntil } from './wait-until.ts';

export interface RedisOptions {
  readonly family: Family;
  readonly data: string;
  readonly isDisposable?: boolean;
}

/** A Redis (or Valkey) of our own on a free loopback port and, where it can be, a socket among its data, which the URL names then. */
export async function startRedis(options: RedisOptions): Promise<{ url: string; description: string }> {
  const program = await findOrInstallRedis();
  const data = resolve(options.data);
  const port = await freePort();
  const password = keptSecret(`${data}.password`);
  const address = { port, socket: socketPath(data, 'redis.sock'), password };
  options.family.run(
    redisSpec(program, { ...address, data, isDisposable: options.isDisposable ?? false }),
    0,
  );
  const url = redisUrl(address);
  await waitForRedis(url);
  return { url, description: `Redis on port ${port}` };
}

interface RedisAddress {
  readonly port: number;
  readonly socket: string | null;
  readonly password: string;
}

export function redisUrl({ port, socket, password }: RedisAddress): string {
  return `redis://:${password}@127.0.0.1:${port}${socket ? `?path=${encodeURIComponent(socket)}` : ''}`;
}

export function redisSpec(
  program: string,
  settings: RedisAddress & { readonly data: string; readonly isDisposable: boolean },
): ProcessSpec {
  mkdirSync(settings.data, { recursive: true });
  const lines = [
    'bind 127.0.0.1',
    `port ${settings.port}`,
    ...(settings.socket ? [`unixsocket "${settings.socket}"`, 'unixsocketperm 700'] : []),
    `requirepass ${settings.password}`,
    `dir "${settings.data}"`,
    `appendonly ${settings.isDisposable ? 'no' : 'yes'}`,
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
  ];
  // by standard input, so that the password is not in the list of processes
  return { name: 'redis', command: program, args: ['-'], stdin: lines.join('\n') };
}

export async function waitForRedis(url: string): Promise<void> {
  await waitUntil('Redis did not come up', 15_000, async () => {
    const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.ping();
    } finally {
      client.disconnect();
    }
  });
}

export function findRedis(): string | null {
  const places = ['/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'];
  return (
    ['valkey-server', 'redis-server'].flatMap((name) => findProgram(name, places) ?? []).find(isNewEnough) ??
    null
  );
}

async function findOrInstallRedis(): Promise<string> {
  const found = findRedis();
  if (found) return found;
  await installDebianPackages(['redis-server']);
  const installed = findRedis();
  if (installed) return installed;
  throw new Error(
    'Redis 6.2 or newer is missing: install it (sudo apt-get install redis-server), or set REDIS_URL.',
  );
}

/** BullMQ needs 6.2. */
function isNewEnough(program: string): boolean {
  try {
    const [, major = 0, minor = 0] =
      /v=(\d+)\.(\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' })) ?? [];
    return Number(major) * 100 + Number(minor) >= 602;
  } catch {
    return false;
  }
}
