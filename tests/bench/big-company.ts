import type { Pool } from 'pg';

/** Users 1 to 9 are heads, the others Managers of the nine in turn; 0 is the Director. */
export const USERS = 200;
const HEADS = 9;

export const idOf = (kind: string, ordinal: number): string => `md5('${kind} ' || ${ordinal})::uuid`;

/**
 * `contacts` people of 200 users: labels are their owner's, every second one is in a company, every tenth has a manager
 * besides. Names, times, owners and stages have nothing to do with each other.
 */
export async function loadCompany(database: Pool, contacts: number): Promise<void> {
  const client = await database.connect();
  try {
    await client.query('SET statement_timeout = 0');
    // what a row may be is known here; asking for each of a million takes minutes
    await client.query('SET session_replication_role = replica');
    await client.query(
      'TRUNCATE users, contacts, organizations, stages, sales_channels, branches, departments CASCADE',
    );
    for (const statement of [...structure, people, companies]) await client.query(statement);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
       WHERE tablename IN ('contacts', 'contact_numbers') AND indexdef NOT LIKE '%UNIQUE%'`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
    for (const statement of contactsOf(contacts)) await client.query(statement);
    for (const { definition } of indexes) await client.query(definition);
    await client.query('RESET session_replication_role');
    await client.query('VACUUM ANALYZE');
  } finally {
    client.release(true);
  }
}

const structure = [
  `INSERT INTO sales_channels SELECT md5('channel ' || n)::uuid, 'Channel ' || n, 'direct' FROM generate_series(0, 7) n`,
  `INSERT INTO branches SELECT md5('branch ' || n)::uuid, 'Branch ' || n FROM generate_series(0, 3) n`,
  `INSERT INTO departments SELECT md5('department ' || n)::uuid, 'Department ' || n FROM generate_series(0, 2) n`,
  `INSERT INTO user_groups SELECT md5('group ' || n)::uuid, 'Group ' || n FROM generate_series(0, 9) n ON CONFLICT DO NOTHING`,
  `INSERT INTO stages SELECT md5('stage ' || n)::uuid, 'Stage ' || n, '#000000', n FROM generate_series(0, 4) n`,
];

/** Of whatever is numbered `n`. */
const labels = (n: string) => `md5('channel ' || ${n} % 8)::uuid, md5('branch ' || ${n} % 4)::uuid,
  md5('department ' || ${n} % 3)::uuid, ARRAY[md5('group ' || ${n} % 10)::uuid]`;

const people = `INSERT INTO users (id, login, email, name, password_hash, role, responsible_id)
  SELECT md5('user ' || n)::uuid, 'user' || n, 'user' || n || '@bench.example', 'User ' || n, '-',
    (CASE WHEN n = 0 THEN 'director' WHEN n <= ${HEADS} THEN 'head' ELSE 'manager' END)::user_role,
    CASE WHEN n = 0 THEN NULL WHEN n <= ${HEADS} THEN md5('user 0')::uuid
      ELSE md5('user ' || 1 + n % ${HEADS})::uuid END
  FROM generate_series(0, ${USERS - 1}) n`;

const companies = `INSERT INTO organizations (id, name, kind, owner_id, channel_id, branch_id, department_id, group_ids)
  SELECT md5('organization ' || n)::uuid, 'Company ' || n,
    (CASE WHEN n % 4 = 0 THEN 'partner' ELSE 'customer' END)::account_kind, md5('user ' || 1 + n % ${USERS - 1})::uuid,
    ${labels('n')}
  FROM generate_series(0, 49999) n`;

const contactsOf = (contacts: number) => [
  `INSERT INTO contacts (id, first_name, last_name, organization_id, account_kind, stage_id, owner_id, last_activity_at,
     channel_id, branch_id, department_id, group_ids)
   SELECT md5('contact ' || n)::uuid,
     (ARRAY['Anna', 'Łukasz', 'Ольга', 'Jürgen', 'Zoë', 'Paweł', 'Иван', 'Małgorzata'])[1 + dice % 8],
     (ARRAY['Kowalska', 'Nowak', 'Смирнова', 'Müller', 'O''Connor', 'Wójcik', 'Żak'])[1 + dice % 7] || ' ' || dice % 999983,
     company.id, company.kind, md5('stage ' || dice / 7 % 5)::uuid, md5('user ' || owner)::uuid,
     now() - (dice / 11 % 100000) * interval '1 minute', ${labels('owner')}
   FROM (
     SELECT n, abs(hashint4(n)) / 2 AS dice, 1 + abs(hashint4(n * 11)) / 2 % ${USERS - 1} AS owner
     FROM generate_series(1, ${contacts}) n) made
   LEFT JOIN LATERAL (
     SELECT md5('organization ' || dice % 50000)::uuid AS id,
       (CASE WHEN dice % 50000 % 4 = 0 THEN 'partner' ELSE 'customer' END)::account_kind AS kind
     WHERE n % 2 = 0) company ON true`,
  `INSERT INTO contact_managers
   SELECT DISTINCT md5('contact ' || n * 10)::uuid, md5('user ' || 1 + abs(hashint4(n * 19)) / 2 % ${USERS - 1})::uuid
   FROM generate_series(1, ${Math.floor(contacts / 10)}) n`,
  `INSERT INTO contact_numbers (id, contact_id, e164, received, kind)
   SELECT md5('number ' || n)::uuid, md5('contact ' || n)::uuid, '+48' || (500000000 + n), '+48' || (500000000 + n), 'mobile'
   FROM generate_series(1, ${contacts}) n`,
];
