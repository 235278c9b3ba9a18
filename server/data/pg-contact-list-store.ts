import type { ContactRow, ContactSort } from '#domain/contacts/contact.ts';
import type {
  BoundedCount,
  ContactListStore,
  ContactPageQuery,
} from '#domain/contacts/contact-list-store.ts';
import { COUNTED, countContacts, countExactly, isSearch } from './contact-count.ts';
import { filterConditions, nameConditions } from './contact-filter-sql.ts';
import { iso, type Queryable } from './pg-statement.ts';
import { contactBranches, contactReachSql, organizationReachSql, walkedReachSql } from './reach-sql.ts';

/**
 * Up to this many hits of a search are collected and sorted: walking the list in order until a page is full would be
 * a walk of a million rows when all the hits begin with a late letter.
 */
const COLLECTED = 100_000;
/** Of what is not searched for the statistics know more; but a few are found sooner than met on a walk. */
const FEW = 1000;
/** Contacts of so many owners are met often enough on a walk through everybody's, also when only some of them are meant. */
const MANY_OWNERS = 5;

/**
 * The statements are made for the filters at hand and not kept prepared: how common a piece of a name is decides
 * how it is best looked for, and only a fresh plan knows.
 */
export function pgContactListStore(client: Queryable): ContactListStore {
  return {
    async page(query) {
      const { total, density } = await countHits(client, query);
      const found = await pageRows(client, query, density);
      const items = found.slice(0, query.limit);
      const last = found.length > query.limit ? items.at(-1) : undefined;
      return {
        items: items.map(({ row }) => row),
        next: last ? { value: last.sortValue, id: last.row.id } : null,
        total,
      };
    },
    async idsInReach(contactIds, reach) {
      const values: unknown[] = [contactIds];
      const condition = contactReachSql(reach, 'c', values);
      const { rows } = await client.query<{ id: string }>(
        `SELECT c.id FROM contacts c WHERE c.id = ANY($1::uuid[]) AND (${condition})`,
        values,
      );
      return rows.map(({ id }) => id);
    },
    async organizations(words, reach, limit) {
      const values: unknown[] = [];
      const conditions = [`(${organizationReachSql(reach, 'o', values)})`, ...nameConditions(words, values)];
      const { rows } = await client.query<{ id: string; name: string }>(
        `SELECT id, name FROM organizations o WHERE ${conditions.join(' AND ')}
         ORDER BY name, id LIMIT $${values.push(limit)}`,
        values,
      );
      return rows;
    },
  };
}

async function countHits(
  client: Queryable,
  query: ContactPageQuery,
): Promise<{ readonly total: BoundedCount; readonly density: Density }> {
  if (!isSearch(query.filter)) {
    const total = await countContacts(client, query);
    return { total, density: densityOf(query, total) };
  }
  const most = query.filter.search ? COLLECTED : COUNTED;
  const hits = await countExactly(client, query, most);
  const total = { count: Math.min(hits, COUNTED), isExact: hits <= COUNTED };
  return { total, density: hits <= most ? 'few' : 'some' };
}

/** How likely a row is to be meant: `few` are collected, of `some` each part of the reach is walked, of `many` all at once. */
type Density = 'few' | 'some' | 'many';

function densityOf({ reach, filter }: ContactPageQuery, { count, isExact }: BoundedCount): Density {
  if (isExact) return count <= FEW ? 'few' : 'some';
  const areAllMeant = filterConditions(filter, []).length === 0;
  return reach.owners === 'any' || areAllMeant || reach.owners.length >= MANY_OWNERS ? 'many' : 'some';
}

interface SortKey {
  readonly key: string;
  readonly type: string;
  /** The key of the row `p` as a cursor carries it. */
  readonly shown: string;
}

const name: SortKey = { key: 'c.full_name', type: 'text', shown: 'p.full_name' };
const activity: SortKey = {
  // as the index contacts_by_activity has it
  key: `coalesce(c.last_activity_at, '-infinity'::timestamptz)`,
  type: 'timestamptz',
  shown: `coalesce(${iso('p.last_activity_at')}, '-infinity')`,
};
const sortKeys: Readonly<Record<ContactSort, SortKey & { readonly isDown: boolean }>> = {
  name: { ...name, isDown: false },
  '-name': { ...name, isDown: true },
  lastActivityAt: { ...activity, isDown: false },
  '-lastActivityAt': { ...activity, isDown: true },
};

interface PageRow {
  readonly row: ContactRow;
  readonly sortValue: string;
}

async function pageRows(client: Queryable, query: ContactPageQuery, density: Density): Promise<PageRow[]> {
  const values: unknown[] = [];
  const { shown, isDown } = sortKeys[query.sort];
  const direction = isDown ? 'DESC' : 'ASC';
  const chosen = density === 'few' ? collected(query, values) : walked(query, density, values);
  if (chosen === null) return [];
  const { rows } = await client.query<PageRow>(
    `SELECT ${rowJson} AS row, ${shown} AS "sortValue"
     FROM (SELECT k.id, k.sort_key FROM (${chosen}) k
         ORDER BY k.sort_key ${direction}, k.id ${direction} LIMIT $${values.push(query.limit + 1)}) page
       JOIN contacts p ON p.id = page.id
       JOIN users owner ON owner.id = p.owner_id
       LEFT JOIN organizations o ON o.id = p.organization_id
       LEFT JOIN stages s ON s.id = p.stage_id
     ORDER BY page.sort_key ${direction}, page.id ${direction}`,
    values,
  );
  return rows;
}

/** With their keys first: the planner would otherwise guess that an ordered walk meets them soon. */
function collected(query: ContactPageQuery, values: unknown[]): string {
  const conditions = [
    `(${contactReachSql(query.reach, 'c', values)})`,
    ...filterConditions(query.filter, values),
    ...behind(query, values),
  ];
  return `WITH few AS MATERIALIZED (
      SELECT c.id, ${sortKeys[query.sort].key} AS sort_key FROM contacts c WHERE ${conditions.join(' AND ')})
    TABLE few`;
}

/** Each part of the reach in the order of an index until it could fill the page; null for a reach without parts. */
function walked(query: ContactPageQuery, density: Density, values: unknown[]): string | null {
  const { key, isDown } = sortKeys[query.sort];
  const direction = isDown ? 'DESC' : 'ASC';
  const branches =
    density === 'many'
      ? [{ found: [], asked: [`(${walkedReachSql(query.reach, 'c', values)})`] }]
      : contactBranches(query.reach, 'c', values);
  const conditions = [...filterConditions(query.filter, values), ...behind(query, values)];
  const parts = branches.map(({ found, asked }) => {
    const where = [...found, ...asked, ...conditions];
    return `(SELECT c.id, ${key} AS sort_key FROM contacts c ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY ${key} ${direction}, c.id ${direction} LIMIT ${query.limit + 1})`;
  });
  return parts.length === 0 ? null : parts.join(' UNION ALL ');
}

/** After the last row of the page before. */
function behind({ sort, after }: ContactPageQuery, values: unknown[]): readonly string[] {
  if (!after) return [];
  const { key, type, isDown } = sortKeys[sort];
  const last = `($${values.push(after.value)}::${type}, $${values.push(after.id)}::uuid)`;
  return [`(${key}, c.id) ${isDown ? '<' : '>'} ${last}`];
}

const rowJson = `json_build_object(
  'id', p.id, 'name', p.full_name, 'position', p.position, 'isSpam', p.is_spam,
  'organization', CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'name', o.name) END,
  'stage', CASE WHEN s.id IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name, 'colour', s.colour) END,
  'owner', json_build_object('id', owner.id, 'name', owner.name),
  'tags', coalesce((
    SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY t.name)
    FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.contact_id = p.id), '[]'),
  'number', (SELECT n.e164 FROM contact_numbers n WHERE n.contact_id = p.id ORDER BY n.position, n.id LIMIT 1),
  'lastActivityAt', ${iso('p.last_activity_at')})`;
