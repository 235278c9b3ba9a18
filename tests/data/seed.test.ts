import { createHash } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemoCompany } from '../../prisma/seed/seed-demo-company.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

const now = new Date('2026-11-21T12:00:00Z');
let database: TestDatabase;
let client: pg.Client;
let login: NonNullable<Awaited<ReturnType<typeof seedDemoCompany>>>;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  login = (await seedDemoCompany(database.url, { now }))!;
});
afterAll(async () => {
  await client.end();
  await database.close();
});

const column = async (sql: string): Promise<string[]> =>
  (await client.query<{ value: string }>(sql)).rows.map(({ value }) => value);

test('every number in the demo company is one that exists in its country', async () => {
  const numbers = await column(
    'SELECT e164 AS value FROM contact_numbers UNION ALL SELECT e164 FROM organization_numbers',
  );
  expect(numbers.length).toBeGreaterThan(400);
  expect(numbers.filter((number) => parsePhoneNumberFromString(number)?.isValid() !== true)).toEqual([]);
});

test('the caller of the test call is somebody', async () => {
  expect(
    await column(
      `SELECT full_name AS value FROM contacts JOIN contact_numbers ON contact_id = contacts.id WHERE e164 = '+48601234567'`,
    ),
  ).toEqual(['Aneta Kowalska']);
});

test('the passwords it tells open the doors, at the desk and on the phone', async () => {
  const anna = login.users.find(({ sipUsername }) => sipUsername === 'anna')!;
  const { rows } = await client.query(`SELECT password_hash, sip_ha1 FROM users WHERE login = 'anna'`);
  expect(rows[0].password_hash).toMatch(/^\$argon2id\$/);
  expect(await verify(rows[0].password_hash, anna.password)).toBe(true);
  expect(rows[0].sip_ha1).toBe(createHash('md5').update(`anna:ringdesk:${anna.sipPassword}`).digest('hex'));
  expect(login.director.email).toBe('dorota@ringdesk.example');
});

test('each installation has passwords of its own', async () => {
  const passwords = login.users.flatMap(({ password, sipPassword }) => [password, sipPassword]);
  expect(new Set(passwords).size).toBe(passwords.length);
});

test('a second run changes nothing', async () => {
  const before = await column(
    'SELECT md5(string_agg(users::text, id::text ORDER BY id)) AS value FROM users',
  );
  expect(await seedDemoCompany(database.url, { now: new Date() })).toBeNull();
  expect(
    await column('SELECT md5(string_agg(users::text, id::text ORDER BY id)) AS value FROM users'),
  ).toEqual(before);
});

test('but for passwords and the time, it is the same company everywhere, made in under two seconds', async () => {
  const other = await createTestDatabase();
  try {
    const beganAt = performance.now();
    await seedDemoCompany(other.url, { now, password: 'for tests only' });
    expect(performance.now() - beganAt).toBeLessThan(2000);
    const contacts = 'SELECT md5(string_agg(contacts::text, id::text ORDER BY id)) AS value FROM contacts';
    const there = new pg.Client({ connectionString: other.url });
    await there.connect();
    const { rows } = await there.query(contacts);
    await there.end();
    expect([rows[0].value]).toEqual(await column(contacts));
  } finally {
    await other.close();
  }
});
