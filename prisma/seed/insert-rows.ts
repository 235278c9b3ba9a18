import pg from 'pg';

export type Row = Readonly<Record<string, unknown>>;

/** One statement for any number of rows; rows already there stay as they are. Columns are those of the first row. */
export async function insertRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).map(pg.escapeIdentifier).join(', ');
  await client.query(
    `INSERT INTO ${table} (${columns})
     SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}
