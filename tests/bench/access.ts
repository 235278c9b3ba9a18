// The list of contacts as different people get it, beside the same list without the policy's predicate, in turns.
import pg from 'pg';
import { pgContactListStore } from '../../server/data/pg-contact-list-store.ts';
import { createDatabase } from '../../server/data/pg-database.ts';
import { createPool } from '../../server/data/pool.ts';
import { createPrisma } from '../../server/data/prisma-client.ts';
import { createPrismaContactStore } from '../../server/data/prisma-contact-store.ts';
import type { Viewer } from '../../server/domain/access/viewer.ts';
import { contactSorts } from '../../server/domain/contacts/contact.ts';
import type { ContactListPage, ContactPosition } from '../../server/domain/contacts/contact-list-store.ts';
import { type ListContacts, listContacts } from '../../server/domain/contacts/list-contacts.ts';
import { idOf, loadCompany } from './big-company.ts';
import { percentile, rounded } from './percentiles.ts';

const CONTACTS = 1_000_000;
/** Of each list, unless they take longer than this together. */
const ROUNDS = 15;
const MOST_MS = 1500;
const FEWEST = 5;
const LIMIT = 50;

const { DATABASE_URL: url } = process.env;
if (!url) throw new Error('DATABASE_URL is missing: run this with npm run bench:access.');
const loader = new pg.Pool({ connectionString: url, max: 1 });
const { rows: counted } = await loader.query<{ count: number }>(
  'SELECT count(*)::int AS count FROM contacts',
);
if (counted[0]?.count !== CONTACTS) {
  console.error(`loading ${CONTACTS} contacts of 200 users`);
  await loadCompany(loader, CONTACTS);
}
await loader.end();

const pool = createPool(url, () => undefined);
const database = createDatabase(pool);
const list = listContacts({
  database,
  contacts: createPrismaContactStore(createPrisma(pool)),
  contactLists: pgContactListStore(pool),
});

const director = await viewer(0);
const viewers: Readonly<Record<string, Viewer>> = {
  director,
  head_of_20: await viewer(1),
  manager_with_peers: await viewer(10),
  manager_alone: { ...(await viewer(11)), dataAccess: 'own' },
  limited_to_channel: await viewer(12, { channelId: await id('channel', 4) }),
  everything_in_channel: {
    ...(await viewer(13, { channelId: await id('channel', 5) })),
    dataAccess: 'everything',
  },
  branch_and_group: {
    ...(await viewer(14, { branchId: await id('branch', 2), groupIds: [await id('group', 4)] })),
    dataAccess: 'everything',
  },
  reader: { ...(await viewer(15)), accountRoles: ['partner_reader'] },
  admin: { ...(await viewer(16)), accountRoles: ['customer_admin', 'partner_manager'] },
  // has no contacts of its own: what others have added this user to
  added_manager: { ...(await viewer(17)), dataAccess: 'own', accountRoles: ['customer_manager'] },
};

/** Those whose lists must cost about what everybody's do; the others show what more unusual reaches cost. */
const MEASURED: readonly string[] = [
  'director',
  'head_of_20',
  'manager_with_peers',
  'limited_to_channel',
  'reader',
];

const filters: Readonly<Record<string, Partial<List>>> = {
  all: {},
  stage: { stageId: await id('stage', 3) },
  search: { search: 'kowalska 77' },
  number: { search: '500 123' },
};

const figures: Record<string, number> = {};
let [worst, worstOfAll] = [0, 0];
for (const [who, eyes] of Object.entries(viewers)) {
  const ratios: number[] = [];
  for (const [what, filter] of Object.entries(filters)) {
    for (const sort of contactSorts) {
      const query = { ...filter, mine: false, sort, limit: LIMIT };
      for (const page of ['first', 'later'] as const) {
        const { withMs, withoutMs } = await compare(eyes, query, page);
        ratios.push(withMs / withoutMs);
        const name = `${what} ${sort} ${page}`;
        console.error(`${who} ${name}: ${rounded(withMs)} ms, ${rounded(withoutMs)} ms without`);
      }
    }
  }
  figures[`${who}_worst_ratio`] = rounded(Math.max(...ratios));
  figures[`${who}_median_ratio`] = rounded([...ratios].sort((a, b) => a - b)[ratios.length >> 1]!);
  worstOfAll = Math.max(worstOfAll, ...ratios);
  if (MEASURED.includes(who)) worst = Math.max(worst, ...ratios);
}
await pool.end();
const ratios = { worst_ratio: rounded(worst), worst_ratio_of_all: rounded(worstOfAll) };
console.log(JSON.stringify({ bench: 'access', figures, ratios }));

type List = Omit<ListContacts, 'viewer' | 'after'>;

/** Pages asked for in turns, so that what else the machine does meets both; the Director's list has no predicate. */
async function compare(
  eyes: Viewer,
  query: List,
  page: 'first' | 'later',
): Promise<{ withMs: number; withoutMs: number }> {
  const within = (after: ContactPosition | null) => list({ ...query, after, viewer: eyes });
  const without = (after: ContactPosition | null) => list({ ...query, after, viewer: director });
  const starts = { within: await startOf(within, page), without: await startOf(without, page) };
  const times = { within: [] as number[], without: [] as number[] };
  const end = performance.now() + MOST_MS;
  while (times.within.length < FEWEST || (times.within.length < ROUNDS && performance.now() < end)) {
    times.within.push(await timed(() => within(starts.within)));
    times.without.push(await timed(() => without(starts.without)));
  }
  return { withMs: undisturbed(times.within), withoutMs: undisturbed(times.without) };
}

async function startOf(
  read: (after: ContactPosition | null) => Promise<ContactListPage>,
  page: 'first' | 'later',
): Promise<ContactPosition | null> {
  let after: ContactPosition | null = null;
  for (let pages = page === 'first' ? 0 : 3; pages > 0; pages -= 1) after = (await read(after)).next ?? after;
  return after;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** The quicker quarter is what it takes; the rest is what the machine did meanwhile. */
function undisturbed(samples: readonly number[]): number {
  return percentile(samples, 0.25);
}

async function id(kind: string, ordinal: number): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(`SELECT ${idOf(kind, ordinal)} AS id`);
  return rows[0]!.id;
}

async function viewer(ordinal: number, limits: Partial<Viewer['labels']> = {}): Promise<Viewer> {
  const found = await database.read.access.viewer(await id('user', ordinal));
  if (!found) throw new Error('a user of the bench is missing');
  const marks = ['contacts'] as const;
  return {
    ...found,
    readableSections: marks,
    changeableSections: marks,
    labels: { ...found.labels, ...limits },
  };
}
