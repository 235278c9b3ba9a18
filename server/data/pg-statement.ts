import type { Pool, QueryResultRow } from 'pg';

/** A statement with a name is parsed and planned once a connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** The pool, each statement by itself, or one client of it inside a transaction. */
export type Queryable = Pick<Pool, 'query'>;

export async function rows<R>(
  client: Queryable,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<R[]> {
  const result = await client.query<R & QueryResultRow>({ name, text, values: values as unknown[] });
  return result.rows;
}

export async function first<R>(
  client: Queryable,
  statement: Statement,
  values: readonly unknown[],
): Promise<R | null> {
  return (await rows<R>(client, statement, values))[0] ?? null;
}

/** How many rows were written. */
export async function written(
  client: Queryable,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<number> {
  const result = await client.query({ name, text, values: values as unknown[] });
  return result.rowCount ?? 0;
}

/** The instant as it travels, exactly as Date.toISOString writes it. */
export function iso(expression: string): string {
  return `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
