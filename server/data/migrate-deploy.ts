import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { APPLICATION_ROLE } from './application-role.ts';
import { grantApplicationRole } from './grant-application-role.ts';

export interface MigrationReport {
  /** Names of the migrations applied now, in order. */
  readonly applied: readonly string[];
  /** Names of migrations whose file was changed after it had been applied. */
  readonly edited: readonly string[];
  /** What an administrator must run before the application can work as its own role; null when it can. */
  readonly roleStatement: string | null;
}

interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/** Prisma Migrate's own lock number: whoever comes second waits, and then finds nothing to do. */
const ADVISORY_LOCK = 72707369;

/**
 * Brings a database up to the newest migration in `folder`, as `prisma migrate deploy` does (same table, checksums
 * and lock) but without the CLI and its schema engine. Forward only. Then the application's role gets its rights.
 */
export async function migrateDeploy(
  databaseUrl: string,
  folder: string,
  role: string = APPLICATION_ROLE,
): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(BOOK_OF_MIGRATIONS);
    const { rows } = await client.query<AppliedMigration>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const failed = rows.find(({ finished_at }) => finished_at === null);
    if (failed) {
      throw new Error(
        `migration ${failed.migration_name} failed half-way earlier: repair the database, then run prisma migrate resolve`,
      );
    }
    const known = new Map(rows.map(({ migration_name, checksum }) => [migration_name, checksum]));
    const applied: string[] = [];
    const edited: string[] = [];
    for (const { name, sql, checksum } of readMigrations(folder)) {
      if (!known.has(name)) {
        await apply(client, name, sql, checksum);
        applied.push(name);
      } else if (known.get(name) !== checksum) edited.push(name);
    }
    return { applied, edited, roleStatement: await grantApplicationRole(client, role) };
  } finally {
    await client.end();
  }
}

const BOOK_OF_MIGRATIONS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

function readMigrations(folder: string): { name: string; sql: string; checksum: string }[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .map((name) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'));
      return {
        name,
        sql: bytes.toString('utf8'),
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
    });
}

/** All or nothing, so that a run killed in the middle leaves nothing to repair; indexes made CONCURRENTLY cannot be so. */
async function apply(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  const isOneTransaction = !/\bCONCURRENTLY\b/i.test(sql);
  const id = randomUUID();
  try {
    if (isOneTransaction) await client.query('BEGIN');
    await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
      id,
      checksum,
      name,
    ]);
    await client.query(sql);
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    );
    if (isOneTransaction) await client.query('COMMIT');
  } catch (error) {
    if (isOneTransaction) await client.query('ROLLBACK');
    else await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(error)]);
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
