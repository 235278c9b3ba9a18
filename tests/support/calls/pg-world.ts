import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createDatabase } from '../../../server/data/pg-database.ts';
import { APPLICATION_ROLE, workAs } from '../../../server/data/application-role.ts';
import { createPool } from '../../../server/data/pool.ts';
import { newUuid } from '../../../server/platform/new-uuid.ts';
import { markColumns } from '../access/viewers.ts';
import { createTestDatabase } from '../services.ts';
import { NOON, recordEvents, type World } from './world.ts';

export interface PgWorld extends World {
  insert(table: string, row: Record<string, unknown>): Promise<string>;
  rows(text: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Whoever holds what the statement locks holds it until the answer is called. */
  lock(text: string, values: readonly unknown[]): Promise<() => Promise<void>>;
  /** The same company as another process sees it; statements of the name `failing` fail there. */
  anotherProcess(failing?: string): World['deps'];
}

function withFailing(pool: Pool, failing: string | undefined): Pool {
  if (failing === undefined) return pool;
  const query = (config: { readonly name?: string; readonly text: string }, done: (error: Error) => void) =>
    config.name === failing ? done(new Error(`${failing} fails`)) : pool.query(config, done);
  return Object.assign(Object.create(pool) as Pool, { query });
}

export async function createPgWorld(): Promise<PgWorld> {
  const { url, close } = await createTestDatabase();
  const pool = createPool(url, () => undefined);
  workAs(pool, APPLICATION_ROLE, () => undefined);
  const insert = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    await pool.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, Object.values(row));
    return String(row['id'] ?? '');
  };

  const events = recordEvents();
  const world: PgWorld = {
    insert,
    rows: async (text, values) => (await pool.query<Record<string, unknown>>(text, [...values])).rows,
    lock: async (text, values) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query(text, [...values]);
      return async () => {
        await client.query('ROLLBACK');
        client.release();
      };
    },
    anotherProcess: (failing) => ({ ...world.deps, database: createDatabase(withFailing(pool, failing)) }),
    at: NOON,
    events,
    reported: [],
    deps: {
      database: createDatabase(pool),
      publisher: events,
      clock: { now: () => world.at },
      newId: newUuid,
      report: (what) => void world.reported.push(what),
      hints: { lookLater: () => undefined, callQueued: () => undefined },
    },
    addUser: ({ name, role = 'manager', responsibleId }) =>
      insert('users', {
        id: randomUUID(),
        login: name.toLowerCase(),
        email: `${name}@company.example`,
        name,
        password_hash: '-',
        role,
        responsible_id: responsibleId ?? null,
        ...markColumns(role),
      }),
    async addProject({ dialled, memberIds, ...project }) {
      const id = await insert('projects', {
        id: randomUUID(),
        name: `Project ${dialled}`,
        ring_seconds: project.ringSeconds ?? 20,
        wrap_up_seconds: project.wrapUpSeconds ?? 60,
        is_identification_on: project.isIdentificationOn ?? true,
        business_hours: JSON.stringify(project.businessHours ?? []),
      });
      await insert('project_numbers', { dialled, project_id: id });
      for (const userId of memberIds) await insert('project_members', { project_id: id, user_id: userId });
      return id;
    },
    addOutcome: (projectId, name) =>
      insert('outcomes', { id: randomUUID(), project_id: projectId, name, position: 0 }),
    async addContact({ name, ownerId, managerIds = [], organizationId, numbers = [] }) {
      const id = await insert('contacts', {
        id: randomUUID(),
        first_name: name,
        owner_id: ownerId,
        organization_id: organizationId ?? null,
      });
      for (const { e164, kind = 'mobile', extension } of numbers) {
        const number = { contact_id: id, e164, received: e164, kind, extension: extension ?? null };
        await insert('contact_numbers', { id: randomUUID(), ...number });
      }
      for (const userId of managerIds) await insert('contact_managers', { contact_id: id, user_id: userId });
      return id;
    },
    async addOrganization({ name, ownerId = null, numbers = [], ranges = [] }) {
      const id = await insert('organizations', { id: randomUUID(), name, owner_id: ownerId });
      for (const e164 of numbers) {
        await insert('organization_numbers', { id: randomUUID(), organization_id: id, e164, received: e164 });
      }
      for (const range of ranges) {
        await insert('number_ranges', { id: randomUUID(), organization_id: id, ...range });
      }
      return id;
    },
    mention: async (e164, contactId) =>
      void (await insert('number_mentions', { id: randomUUID(), e164, contact_id: contactId })),
    keepFree: async (userId, until) =>
      void (await pool.query(
        'UPDATE agent_states SET reserved_for = $2, reserved_until = $3 WHERE user_id = $1',
        [userId, randomUUID(), until],
      )),
    async timelineCalls(contactId) {
      const { rows } = await pool.query<{ id: string }>(
        'SELECT call_id AS id FROM timeline_entries WHERE contact_id = $1 ORDER BY occurred_at, id',
        [contactId],
      );
      return rows.map(({ id }) => id);
    },
    async close() {
      await pool.end();
      await close();
    },
  };
  return world;
}
