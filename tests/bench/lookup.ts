// Identification through the product's own port beside the same prepared statement over bare `pg`.
import pg from 'pg';
import { findCaller, pgCallerStore } from '../../server/data/pg-caller-store.ts';
import type { E164 } from '../../server/domain/callers/phone-number.ts';
import { rankHits } from '../../server/domain/callers/rank-hits.ts';
import { prepareBenchDatabase } from './bench-database.ts';
import { pickNumbers } from './million-contacts.ts';
import { rounded } from './percentiles.ts';

const CONTACTS = 1_000_000;
const NUMBERS = 20_000;
const ROUNDS = 5;
const ROUND_MS = 1500;

type LookUp = (number: string) => Promise<unknown>;

const url = await prepareBenchDatabase(CONTACTS);
const pool = new pg.Pool({ connectionString: url, max: 10 });
const numbers = await pickNumbers(pool, NUMBERS);
const callers = pgCallerStore(pool);
const at = new Date();

const throughPort: LookUp = async (number) => {
  const hits = rankHits(await callers.find(number as E164), { agentId: null, extension: null, at });
  if (hits[0]?.kind !== 'contact') throw new Error('a known caller was not found');
};
const bare: LookUp = async (number) => {
  const { rows } = await pool.query({ ...findCaller, values: [number] });
  if (rows.length === 0) throw new Error('a known caller was not found');
};

const figures: Record<string, number> = {};
const ratios: number[] = [];
for (const together of [1, 10]) {
  const { port, pgOnly } = await compare(together);
  figures[`port_${together}_per_second`] = Math.round(port);
  figures[`pg_${together}_per_second`] = Math.round(pgOnly);
  ratios.push(port / pgOnly);
}
await pool.end();
console.log(JSON.stringify({ bench: 'lookup', figures, ratios: { to_pg: rounded(Math.min(...ratios)) } }));

/** Best rounds of each, taken in turns so that what else the machine does meets both. */
async function compare(together: number): Promise<{ port: number; pgOnly: number }> {
  let port = 0;
  let pgOnly = 0;
  await perSecond(throughPort, together);
  await perSecond(bare, together);
  for (let round = 0; round < ROUNDS; round += 1) {
    port = Math.max(port, await perSecond(throughPort, together));
    pgOnly = Math.max(pgOnly, await perSecond(bare, together));
  }
  return { port, pgOnly };
}

async function perSecond(lookUp: LookUp, together: number): Promise<number> {
  const start = performance.now();
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - start < ROUND_MS) {
      await lookUp(numbers[(done += 1) % numbers.length]!);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return done / ((performance.now() - start) / 1000);
}
