import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { save } from '../../server/data/pg-call-statements.ts';
import { receive, tie } from '../../server/data/pg-receive-statement.ts';
import { ringWaiting } from '../../server/data/pg-ring-waiting-statement.ts';
import type { Statement } from '../../server/data/pg-statement.ts';
import { createPool } from '../../server/data/pool.ts';
import { createTestDatabase, type TestDatabase } from '../support/services.ts';

/** What changes with every call, and is seldom looked at for its statistics. */
const LARGE = ['calls', 'call_legs', 'timeline_entries', 'agent_states'];
/** Who is free the longest, read from its beginning until there are enough. */
const READ_IN_ORDER = ['agent_states_free'];

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

let testDatabase: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = createPool(testDatabase.url, () => undefined, 'by_key');
});
afterAll(async () => {
  await pool.end();
  await testDatabase.close();
});

const statements = [receive, tie, save, ringWaiting];

test('a call’s statements find its rows by their own keys before anybody has looked at the tables', async () => {
  for (const statement of statements)
    expect([statement.name, ...(await readElsewhere(statement))]).toEqual([statement.name]);
});

test('and where PostgreSQL believes them empty, so that all of them could be read for nothing', async () => {
  await pool.query(`VACUUM ANALYZE ${LARGE.join(', ')}`);
  for (const statement of statements)
    expect([statement.name, ...(await readElsewhere(statement))]).toEqual([statement.name]);
});

/** What the plan reads otherwise than by key. */
async function readElsewhere(statement: Statement): Promise<readonly string[]> {
  const scans = nodesOf(await genericPlan(statement)).filter(
    (node) => LARGE.includes(node['Relation Name'] ?? '') && /Scan/.test(node['Node Type']),
  );
  expect(scans.length).toBeGreaterThan(0);
  return scans
    .filter((node) => !READ_IN_ORDER.includes(node['Index Name'] ?? ''))
    .filter(
      (node) =>
        node['Index Cond'] === undefined ||
        (node['Relation Name'] === 'calls' && node['Index Name'] !== 'calls_pkey'),
    )
    .map((node) => `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name']}`);
}

async function genericPlan({ name, text }: Statement): Promise<PlanNode> {
  const client = await pool.connect();
  try {
    await client.query(`PREPARE "${name}" AS ${text}`);
    const parameters = Math.max(...[...text.matchAll(/\$(\d)/g)].map(([, number]) => Number(number)));
    const nothing = Array.from({ length: parameters }, () => 'NULL').join(', ');
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON) EXECUTE "${name}" (${nothing})`);
    return rows[0]['QUERY PLAN'][0].Plan as PlanNode;
  } finally {
    await client.query('DEALLOCATE ALL');
    client.release();
  }
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
