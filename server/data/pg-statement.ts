import type { Pool, QueryResult, QueryResultRow } from 'pg';

/** A statement with a name is parsed and planned once a connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** The pool, each statement by itself, or one client of it inside a transaction. */
export type Queryable = Pick<Pool, 'query'>;

export async function rows<R>(
  client: Queryable,
  statement: Statement,
  values: readonly unknown[],
): Promise<R[]> {
  return (await run<R & QueryResultRow>(client, statement, values)).rows;
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
  statement: Statement,
  values: readonly unknown[],
): Promise<number> {
  return (await run(client, statement, values)).rowCount ?? 0;
}

/**
 * By callback: where one client is asked without, pg makes its own and sets it with an assignment, and what is assigned so
 * V8 creates among the old. There it holds on, long after its answer, to whoever waited for that.
 */
async function run<R extends QueryResultRow>(
  client: Queryable,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<QueryResult<R>> {
  try {
    return await new Promise<QueryResult<R>>((resolve, reject) =>
      client.query<R>({ name, text, values: values as unknown[] }, (error, result) => {
        if (error) reject(error);
        else resolve(result);
      }),
    );
  } catch (error) {
    // what it carries leads to the socket, not to whoever asked
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}

/**
 * Besides the join it goes with: a table PostgreSQL believes to be empty, because it was when it was last looked at, is
 * else read from end to end, and the plan is kept.
 */
export function byKey(column: string, keys: string): string {
  return `${column} = ANY (ARRAY(${keys}))`;
}

/** The instant as it travels, exactly as Date.toISOString writes it. */
export function iso(expression: string): string {
  return `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
