import pg from 'pg';
import type { World } from '../statement/world.ts';
import { rowsOf, type Rows } from './rows.ts';

/** What a world does not bring: it stays from one world to the next. */
const KEPT = ['_prisma_migrations', 'installation_settings'];
/** The remains of so many worlds make lists slow. */
const VACUUM_AFTER = 100;

export interface WorldLoader {
  /** Takes the world before away and puts this one there; answers its number. */
  load(world: World): Promise<number>;
  /** What stands in all tables, but for those that a refused request may touch: the log tells of refusals (A43). */
  fingerprint(): Promise<string>;
  close(): Promise<void>;
}

/**
 * As the database's owner. The `sweeper` takes away in whatever order: no trigger and no foreign key holds it back. (One
 * client that may do so by turns would have to plan everything anew each time.)
 */
export async function createWorldLoader(databaseUrl: string): Promise<WorldLoader> {
  const [client, sweeper] = [await open(databaseUrl), await open(databaseUrl)];
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1) ORDER BY 1`,
    [KEPT],
  );
  const tables = rows.map(({ name }) => name);
  await client.query('UPDATE installation_settings SET are_channels_on = true');
  // planned once each: a world is many small statements, and planning them is most of the work
  await sweeper.query('SET session_replication_role = replica');
  await sweeper.query(`CREATE FUNCTION pg_temp.clear_world() RETURNS void LANGUAGE plpgsql AS $$
    BEGIN ${tables.map((table) => `DELETE FROM "${table}"`).join('; ')}; END $$`);
  const inserters = new Set<string>();
  const insertsOf = async (world: Rows): Promise<string> => {
    const some = world.filter(([, rows]) => rows.length > 0);
    for (const [table, rows] of some) {
      if (inserters.has(table)) continue;
      await client.query(inserterOf(table, Object.keys(rows[0]!)));
      inserters.add(table);
    }
    return some
      .map(
        ([table, rows]) =>
          `SELECT pg_temp."insert_${table}"('${JSON.stringify(rows).replaceAll("'", "''")}')`,
      )
      .join('; ');
  };
  const touched = ['sessions', 'desk_windows', 'audit_entries'];
  const sums = tables
    .filter((table) => !touched.includes(table))
    .map(
      (table) =>
        `SELECT '${table}' AS name, coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS content FROM "${table}" t`,
    );
  const print = {
    name: 'fingerprint',
    text: `SELECT string_agg(name || ' ' || md5(content), E'\\n') AS print FROM (${sums.join(' UNION ALL ')}) s`,
  };
  let number = 0;
  return {
    async load(world) {
      number += 1;
      if (number % VACUUM_AFTER === 0) await client.query(`VACUUM ${tables.join(', ')}`);
      const inserts = await insertsOf(rowsOf(world, number, new Date()));
      await sweeper.query('SELECT pg_temp.clear_world()');
      await client.query(`BEGIN; ${inserts}; COMMIT`);
      return number;
    },
    async fingerprint() {
      const answer = await client.query<{ print: string }>(print);
      return answer.rows[0]?.print ?? '';
    },
    async close() {
      await client.end();
      await sweeper.end();
    },
  };
}

async function open(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client;
}

/** Every row of a table has the same columns. */
function inserterOf(table: string, names: readonly string[]): string {
  const columns = names.map((name) => `"${name}"`).join(', ');
  return `CREATE FUNCTION pg_temp."insert_${table}"(rows json) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", rows); END $$`;
}
