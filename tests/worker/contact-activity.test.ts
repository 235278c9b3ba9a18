import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pgContactActivity } from '#data/pg-contact-activity.ts';
import { createPool } from '#data/pool.ts';
import type { ContactActivity } from '#domain/contacts/contact-activity.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';
import { contactActivity } from '../../worker/sweeps/contact-activity.ts';

const NOON = new Date('2026-11-27T12:00:00Z');
const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);

let testDatabase: TestDatabase;
let pool: pg.Pool;
let contactId: string;
let now: Date;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  pool = createPool(testDatabase.url, () => undefined);
  now = NOON;
  const ownerId = randomUUID();
  await pool.query(
    `INSERT INTO users (id, login, email, name, password_hash, role)
     VALUES ($1, 'anna', 'anna@x.example', 'Anna', '-', 'manager')`,
    [ownerId],
  );
  contactId = randomUUID();
  await pool.query(`INSERT INTO contacts (id, last_name, owner_id) VALUES ($1, 'Kowalska', $2)`, [
    contactId,
    ownerId,
  ]);
});
afterEach(async () => {
  await pool.end();
  await testDatabase.close();
});

const called = (at: Date) =>
  pool.query(
    `INSERT INTO calls (id, direction, status, contact_id, number_received, queued_at) VALUES ($1, 'inbound', 'ringing', $2, 'x', $3)`,
    [randomUUID(), contactId, at],
  );
const lastActivity = async (): Promise<Date | null> => {
  const { rows } = await pool.query<{ at: Date | null }>(
    'SELECT last_activity_at AS at FROM contacts WHERE id = $1',
    [contactId],
  );
  return rows[0]?.at ?? null;
};
const sweep = () => contactActivity(pgContactActivity(pool), { now: () => now }, 1000);

test('the latest call of a contact is its last activity; an earlier one takes nothing back', async () => {
  const { run } = sweep();
  await called(minutes(-30));
  await called(minutes(-10));
  expect(await run()).toBe(1);
  expect(await lastActivity()).toEqual(minutes(-10));
  await called(minutes(-20));
  expect(await run()).toBe(0);
  expect(await lastActivity()).toEqual(minutes(-10));
});

test('a worker that was away for hours notes what came meanwhile', async () => {
  await called(minutes(-600));
  expect(await sweep().run()).toBe(1);
  expect(await lastActivity()).toEqual(minutes(-600));
});

test('a contact that somebody is just changing is noted the next time, and nobody waits', async () => {
  const { run } = sweep();
  await run();
  await called(NOON);
  const somebody = await pool.connect();
  await somebody.query('BEGIN');
  await somebody.query(`UPDATE contacts SET position = 'Director' WHERE id = $1`, [contactId]);
  expect(await run()).toBe(0);
  await somebody.query('COMMIT');
  somebody.release();
  now = new Date(NOON.getTime() + 1000);
  expect(await run()).toBe(1);
  expect(await lastActivity()).toEqual(NOON);
});

test('of many contacts each is noted, a few at a time', async () => {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO contacts (id, last_name, owner_id)
     SELECT gen_random_uuid(), 'Nowak ' || n, (SELECT id FROM users) FROM generate_series(1, 23) n RETURNING id`,
  );
  await pool.query(
    `INSERT INTO calls (id, direction, status, contact_id, number_received, queued_at)
     SELECT gen_random_uuid(), 'inbound', 'ringing', id, 'x', $1 FROM contacts`,
    [NOON],
  );
  expect(await sweep().run()).toBe(rows.length + 1);
  const { rowCount } = await pool.query('SELECT FROM contacts WHERE last_activity_at = $1', [NOON]);
  expect(rowCount).toBe(rows.length + 1);
});

test('what was too much for one look is looked for again', async () => {
  const looks: Date[] = [];
  let left = 7000;
  const activity: ContactActivity = {
    behind: async (since, limit) => {
      looks.push(since);
      return Array.from({ length: Math.min(left, limit) }, () => ({ contactId, at: NOON }));
    },
    note: async (calls) => {
      left -= calls.length;
      return calls.length;
    },
  };
  const { run } = contactActivity(activity, { now: () => now }, 1000);
  await run();
  now = minutes(1);
  await run();
  expect(left).toBe(0);
  expect(looks[1]).toEqual(looks[0]);
  await run();
  expect(looks[2]).toEqual(new Date(minutes(1).getTime() - 10_000));
});
