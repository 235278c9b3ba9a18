// What `npm run bench:…` does: services up, the bench file run, its figures as JSON in the last line of stdout.
// The data folder under var/bench is kept, so that a bench that wants a million rows makes them once.
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { databaseNamed } from './database-url.ts';
import { generateClient } from './generated-code.ts';
import { keptSecret } from './kept-secret.ts';
import { startFamily } from './process-family.ts';
import { startServices } from './services.ts';
import { migrateDeploy } from '../../server/data/migrate-deploy.ts';

const FOLDER = 'var/bench';
const [file, ...args] = process.argv.slice(2);
const say = (line: string): void => console.error(line);

if (!file) {
  say('Usage: node deploy/local/bench.mjs tests/bench/<name>.ts');
  process.exit(2);
}
const family = await startFamily({ folder: FOLDER, report: say });
let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(1));
process.once('disconnect', () => void end(1));

try {
  const database = `bench_${basename(file).replace(/\W.*$/, '')}`;
  const [services] = await Promise.all([
    startServices({ family, folder: FOLDER, database }),
    generateClient(),
  ]);
  say(services.description.join(', '));
  await migrate(services.databaseUrl, database);
  await end(
    await bench(file, {
      DATABASE_URL: services.databaseUrl,
      REDIS_URL: services.redisUrl,
      SECRET_KEY: keptSecret(`${FOLDER}/secret-key`),
    }),
  );
} catch (error) {
  say((error as Error).message);
  await end(1);
}

/** A database made by an older shape of a migration is made anew: its rows are only made up. */
async function migrate(databaseUrl: string, database: string): Promise<void> {
  const { edited } = await migrateDeploy(databaseUrl, 'prisma/migrations');
  if (edited.length === 0) return;
  const client = new pg.Client({ connectionString: databaseNamed(databaseUrl, 'postgres') });
  await client.connect();
  await client.query(`DROP DATABASE ${pg.escapeIdentifier(database)} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  await client.end();
  await migrateDeploy(databaseUrl, 'prisma/migrations');
}

function bench(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  process.once('exit', () => child.kill());
  let figures: string | null = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (isJsonObject(line)) figures = line;
    else say(line);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      if (figures !== null) console.log(figures);
      else say('The bench gave no figures.');
      resolve(code === 0 && figures !== null ? 0 : 1);
    });
  });
}

function isJsonObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await family.end();
  process.exit(code);
}
