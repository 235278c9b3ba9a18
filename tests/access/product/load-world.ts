import type { Client } from 'pg';
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
}

/** `client` is its own, of the database's owner. */
export async function createWorldLoader(client: Client): Promise<WorldLoader> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1) ORDER BY 1`,
    [KEPT],
  );
  const tables = rows.map(({ name }) => name);
  await client.query('UPDATE installation_settings SET are_channels_on = true');
  const clear = [
    `SET session_replication_role = replica`,
    ...tables.map((table) => `DELETE FROM "${table}"`),
    `SET session_replication_role = origin`,
  ].join('; ');
  let number = 0;
  return {
    async load(world) {
      number += 1;
      if (number % VACUUM_AFTER === 0) await client.query(`VACUUM ${tables.join(', ')}`);
      await client.query(`BEGIN; ${clear}; ${insertsOf(rowsOf(world, number, new Date()))}; COMMIT`);
      return number;
    },
    async fingerprint() {
      const touched = ['sessions', 'desk_windows', 'audit_entries'];
      const sums = tables
        .filter((table) => !touched.includes(table))
        .map(
          (table) =>
            `SELECT '${table}' AS name, coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS content FROM "${table}" t`,
        );
      const answer = await client.query<{ print: string }>(
        `SELECT string_agg(name || ' ' || md5(content), E'\\n') AS print FROM (${sums.join(' UNION ALL ')}) s`,
      );
      return answer.rows[0]?.print ?? '';
    },
  };
}

function insertsOf(rows: Rows): string {
  return rows
    .filter(([, those]) => those.length > 0)
    .map(([table, those]) => {
      const columns = [...new Set(those.flatMap((row) => Object.keys(row)))]
        .map((column) => `"${column}"`)
        .join(', ');
      const json = JSON.stringify(those).replaceAll("'", "''");
      return `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", '${json}')`;
    })
    .join('; ');
}
