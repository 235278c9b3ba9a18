import type { Pool } from 'pg';

/** `contacts` people with one number each, and every second one with another: 1.5 numbers a contact. */
export async function loadContacts(database: Pool, contacts: number, ownerId: string): Promise<void> {
  const client = await database.connect();
  try {
    await client.query('SET statement_timeout = 0');
    // built afterwards in one go: far quicker than row by row
    const { rows: slow } = await client.query<{ name: string; definition: string }>(
      `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
       WHERE tablename IN ('contacts', 'contact_numbers') AND indexdef LIKE '%gin_trgm_ops%'`,
    );
    for (const { name } of slow) await client.query(`DROP INDEX "${name}"`);
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO contacts (id, first_name, last_name, owner_id, last_activity_at)
       SELECT md5('contact ' || n)::uuid,
              (ARRAY['Anna','Łukasz','Ольга','Jürgen','Zoë','Paweł','Иван','Małgorzata'])[1 + n % 8],
              (ARRAY['Kowalska','Nowak','Смирнова','Müller','O''Connor','Wójcik','Żak'])[1 + n % 7] || ' ' || n,
              $2, now() - (n % 1000) * interval '1 hour'
       FROM generate_series(1, $1::int) AS n`,
      [contacts, ownerId],
    );
    await client.query(
      `INSERT INTO contact_numbers (id, contact_id, e164, received, kind, position)
       SELECT md5('number ' || n || ' ' || position)::uuid, md5('contact ' || n)::uuid, e164, e164,
              CASE position WHEN 0 THEN 'mobile' ELSE 'work' END::number_kind, position
       FROM generate_series(1, $1::int) AS n, generate_series(0, n % 2) AS position,
            LATERAL (SELECT '+48' || (500000000 + position * 200000000 + n) AS e164) AS made`,
      [contacts],
    );
    await client.query('COMMIT');
    for (const { definition } of slow) await client.query(definition);
    await client.query('ANALYZE contacts, contact_numbers');
  } finally {
    client.release();
  }
}

/** Numbers of contacts picked at random, no contact twice, out of so many of a hundred pages of the table. */
export async function pickNumbers(database: Pool, count: number, share = 10): Promise<string[]> {
  const { rows } = await database.query<{ e164: string }>(
    `SELECT e164 FROM contact_numbers TABLESAMPLE SYSTEM ($2) REPEATABLE (42)
     WHERE position = 0 ORDER BY md5(e164) LIMIT $1`,
    [count, share],
  );
  return rows.map(({ e164 }) => e164);
}
