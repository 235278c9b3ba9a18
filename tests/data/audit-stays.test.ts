import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPLICATION_ROLE, workAs } from '../../server/data/application-role.ts';
import { grantApplicationRole } from '../../server/data/grant-application-role.ts';
import { createDatabase } from '../../server/data/pg-database.ts';
import { createPool } from '../../server/data/pool.ts';
import { prismaAuditWriter } from '../../server/data/prisma-audit-writer.ts';
import { createPrisma } from '../../server/data/prisma-client.ts';
import type { AuditEntry } from '../../server/domain/audit/audit-entry.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

const entry: AuditEntry = {
  at: new Date('2026-11-21T10:00:00Z'),
  actor: { userId: '018f0000-0000-7000-8000-000000000001', name: 'Dora', address: '192.0.2.7' },
  action: 'channel:changed',
  outcome: 'done',
  subject: { kind: 'channel', id: 'c-1', name: 'North' },
  before: { name: 'North' },
  after: { name: 'Far North' },
};

const harm = [
  `UPDATE audit_entries SET action = 'nothing'`,
  'DELETE FROM audit_entries',
  'TRUNCATE audit_entries',
  'TRUNCATE users CASCADE; TRUNCATE audit_entries',
];
const harmToTheTable = [
  'ALTER TABLE audit_entries DISABLE TRIGGER ALL',
  'DROP TRIGGER audit_entries_stay ON audit_entries',
  'ALTER TABLE audit_entries ADD COLUMN note text',
  'DROP TABLE audit_entries',
  'CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE sql AS $$ SELECT NULL::trigger $$',
  `SET session_replication_role = 'replica'`,
];

describe('the audit log', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  const warnings: string[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    const warn = () => void warnings.push('not taken');
    pool = workAs(
      createPool(database.url, () => undefined),
      APPLICATION_ROLE,
      warn,
    );
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  const all = async () =>
    (await pool.query('SELECT action, actor_name, before, after FROM audit_entries ORDER BY id')).rows;

  it('is written by both kinds of transaction, with the change or not at all', async () => {
    const written = { action: 'channel:changed', actor_name: 'Dora', before: { name: 'North' } };
    await createDatabase(pool).transaction(({ audit }) => audit.write(entry));
    await createPrisma(pool).$transaction((tx) => prismaAuditWriter(tx).write(entry));
    await createPrisma(pool).$transaction((tx) => prismaAuditWriter(tx).write({ ...entry, before: null }));
    expect(await all()).toMatchObject([written, written, { ...written, before: null }]);

    const taken = createDatabase(pool).transaction(async ({ audit }) => {
      await audit.write(entry);
      throw new Error('the change failed');
    });
    await expect(taken).rejects.toThrow('the change failed');
    expect(await all()).toHaveLength(3);
  });

  it.each([...harm, ...harmToTheTable])('stays whatever the application does: %s', async (statement) => {
    const before = await all();
    await expect(pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    expect(await all()).toEqual(before);
    expect(warnings).toEqual([]);
  });

  it.each(harm)('stays where the application works as the owner: %s', async (statement) => {
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    try {
      await expect(owner.query(statement)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await owner.end();
    }
  });
});

describe('the role of the application', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  let url: string;
  const names: string[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const tenant = await aRole(`LOGIN PASSWORD 'tenant'`);
    await admin.query(`DO $$ DECLARE t record; BEGIN
      FOR t IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      LOOP EXECUTE format('ALTER TABLE %s OWNER TO ${tenant}', t.name); END LOOP; END $$`);
    await admin.query(`GRANT CREATE, USAGE ON SCHEMA public TO ${tenant}`);
    const address = new URL(database.url);
    address.username = tenant;
    address.password = 'tenant';
    url = address.href;
  });
  afterAll(async () => {
    for (const name of names.toReversed()) {
      await admin.query(`DROP OWNED BY ${name} CASCADE`);
      await admin.query(`DROP ROLE ${name}`);
    }
    await admin.end();
    await database.close();
  });

  /** Roles are the whole cluster's: each has a name of its own and goes again. */
  const aRole = async (options: string | null): Promise<string> => {
    const name = `ringdesk_test_${crypto.randomUUID().slice(0, 8)}`;
    if (options !== null) {
      await admin.query(`CREATE ROLE ${name} ${options}`);
      names.push(name);
    }
    return name;
  };
  const asTenant = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const workingAs = async (role: string) => {
    let warnings = 0;
    const pool = workAs(
      createPool(url, () => undefined),
      role,
      () => void (warnings += 1),
    );
    try {
      const users = await Promise.all([1, 2, 3].map(() => pool.query('SELECT current_user AS user')));
      return { user: users[0]!.rows[0].user, warnings };
    } finally {
      await pool.end();
    }
  };

  it('that nobody has made leaves processes working as before, and the start says what to run', async () => {
    const role = await aRole(null);
    const tenant = names[0]!;
    expect(await asTenant((client) => grantApplicationRole(client, role))).toBe(
      `CREATE ROLE "${role}" NOLOGIN; GRANT "${role}" TO "${tenant}";`,
    );
    expect(await workingAs(role)).toEqual({ user: tenant, warnings: 1 });
  });

  it('is taken once an administrator has made it and it was given its rights, not before', async () => {
    const [role, tenant] = [await aRole('NOLOGIN'), names[0]!];
    expect(await asTenant((client) => grantApplicationRole(client, role))).toBe(
      `GRANT "${role}" TO "${tenant}";`,
    );
    await admin.query(`GRANT ${role} TO ${tenant}`);
    expect(await workingAs(role)).toEqual({ user: tenant, warnings: 1 });

    expect(await asTenant((client) => grantApplicationRole(client, role))).toBeNull();
    expect(await workingAs(role)).toEqual({ user: role, warnings: 0 });
  });

  it('is given what later tables need, and loses what it must not have', async () => {
    const [role, tenant] = [await aRole('NOLOGIN'), names[0]!];
    await admin.query(`GRANT ${role} TO ${tenant}`);
    await asTenant((client) => grantApplicationRole(client, role));
    await admin.query(`CREATE TABLE later (id int); ALTER TABLE later OWNER TO ${tenant}`);
    await admin.query(`GRANT DELETE ON audit_entries TO ${role}`);
    await asTenant((client) => grantApplicationRole(client, role));
    const { rows } = await admin.query(
      `SELECT has_table_privilege($1, 'later', 'INSERT') AS later, has_table_privilege($1, 'audit_entries', 'DELETE') AS audit`,
      [role],
    );
    expect(rows).toEqual([{ later: true, audit: false }]);
  });
});
