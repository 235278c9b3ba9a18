// The list of contacts as different people get it, beside the same list without the policy's predicate, in turns.
import pg from 'pg';
import { pgContactListStore } from '../../server/data/pg-contact-list-store.ts';
import { createDatabase } from '../../server/data/pg-database.ts';
import { createPool } from '../../server/data/pool.ts';
import { findContactReach } from '../../server/domain/access/find-reach.ts';
import { accountKinds } from '../../server/domain/access/policy.ts';
import type { AccountReach } from '../../server/domain/access/reach.ts';
import type { Viewer } from '../../server/domain/access/viewer.ts';
import { contactSorts } from '../../server/domain/contacts/contact.ts';
import type {
  ContactFilter,
  ContactListPage,
  ContactPageQuery,
  ContactPosition,
} from '../../server/domain/contacts/contact-list-store.ts';
import { readSearch } from '../../server/domain/contacts/contact-search.ts';
import { idOf, loadCompany } from './big-company.ts';
import { rounded } from './percentiles.ts';

const CONTACTS = 1_000_000;
const ROUNDS = 12;
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
const lists = pgContactListStore(pool);

/** Everybody's contacts: what the same list is without the predicate. */
const everything: AccountReach = {
  limits: { channelId: null, branchId: null, departmentId: null, groupIds: [] },
  owners: 'any',
  managerId: null,
  ownTypes: accountKinds,
  anyOwnerTypes: [],
};

const viewers: Readonly<Record<string, Viewer>> = {
  director: await viewer(0),
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

const nothing: ContactFilter = {
  search: null,
  stageId: null,
  tagId: null,
  ownerId: null,
  organizationId: null,
  channelId: null,
};
const filters: Readonly<Record<string, ContactFilter>> = {
  all: nothing,
  stage: { ...nothing, stageId: await id('stage', 3) },
  search: { ...nothing, search: readSearch('kowalska 77', 'PL') },
  number: { ...nothing, search: readSearch('500 123', 'PL') },
};

const figures: Record<string, number> = {};
let worst = 0;
for (const [who, eyes] of Object.entries(viewers)) {
  const ratios: number[] = [];
  for (const [what, filter] of Object.entries(filters)) {
    for (const sort of contactSorts) {
      const list = { filter, sort, limit: LIMIT };
      for (const page of ['first', 'later'] as const) {
        const { withMs, withoutMs } = await compare(eyes, list, page);
        ratios.push(withMs / withoutMs);
        const name = `${what} ${sort} ${page}`;
        console.error(`${who} ${name}: ${rounded(withMs)} ms, ${rounded(withoutMs)} ms without`);
      }
    }
  }
  figures[`${who}_worst_ratio`] = rounded(Math.max(...ratios));
  figures[`${who}_median_ratio`] = rounded([...ratios].sort((a, b) => a - b)[ratios.length >> 1]!);
  worst = Math.max(worst, ...ratios);
}
await pool.end();
console.log(JSON.stringify({ bench: 'access', figures, ratios: { worst_ratio: rounded(worst) } }));

type List = Omit<ContactPageQuery, 'reach' | 'after'>;

/** Medians of pages asked for in turns, so that what else the machine does meets both. What the viewer may see is found anew each time. */
async function compare(
  eyes: Viewer,
  list: List,
  page: 'first' | 'later',
): Promise<{ withMs: number; withoutMs: number }> {
  const within = async (after: ContactPosition | null): Promise<ContactListPage> =>
    lists.page({ ...list, after, reach: await findContactReach(database.read, eyes, 'read') });
  const without = (after: ContactPosition | null) => lists.page({ ...list, after, reach: everything });
  const starts = { within: await startOf(within, page), without: await startOf(without, page) };
  const times = { within: [] as number[], without: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.within.push(await timed(() => within(starts.within)));
    times.without.push(await timed(() => without(starts.without)));
  }
  return { withMs: median(times.within), withoutMs: median(times.without) };
}

async function startOf(
  list: (after: ContactPosition | null) => Promise<ContactListPage>,
  page: 'first' | 'later',
): Promise<ContactPosition | null> {
  let after: ContactPosition | null = null;
  for (let pages = page === 'first' ? 0 : 3; pages > 0; pages -= 1) after = (await list(after)).next ?? after;
  return after;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function median(samples: readonly number[]): number {
  return [...samples].sort((a, b) => a - b)[samples.length >> 1]!;
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
