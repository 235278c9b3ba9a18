import type { AccountReach } from '#domain/access/reach.ts';
import type { BoundedCount, ContactFilter } from '#domain/contacts/contact-list-store.ts';
import { filterConditions } from './contact-filter-sql.ts';
import type { Queryable } from './pg-statement.ts';
import { type ContactBranch, contactBranches, contactReachSql } from './reach-sql.ts';

/** Past this many, 'more than' is all a list says. */
export const COUNTED = 10_000;
/**
 * Where a reach or a filter has to be asked of each contact, so many of those an index finds are looked at: as long as
 * counting takes without a reach.
 */
const LOOKED_AT = 3000;
/** When it has met fewer than this by then, it looks at all. */
const TOO_FEW = 50;

type Counted = { readonly reach: AccountReach; readonly filter: ContactFilter };

/** Exact as long as it is cheap; past that, as many as were met by then, rounded down. */
export async function countContacts(client: Queryable, query: Counted): Promise<BoundedCount> {
  if (isEverything(query.reach) || isSearch(query.filter)) {
    return bounded(await countExactly(client, query, COUNTED));
  }
  const { hits, isCut } = await countSome(client, query);
  if (!isCut) return bounded(hits);
  if (hits < TOO_FEW) return bounded(await countExactly(client, query, COUNTED));
  return { count: roundedDown(hits), isExact: false };
}

/** At most one more than `most`. */
export async function countExactly(client: Queryable, query: Counted, most: number): Promise<number> {
  const values: unknown[] = [];
  const conditions = [
    `(${contactReachSql(query.reach, 'c', values)})`,
    ...filterConditions(query.filter, values),
  ];
  const { rows } = await client.query<{ hits: number }>(
    `SELECT count(*)::int AS hits
     FROM (SELECT 1 FROM contacts c WHERE ${conditions.join(' AND ')} LIMIT ${most + 1}) counted`,
    values,
  );
  return rows[0]?.hits ?? 0;
}

/** Searches, tags and companies find few contacts, each by an index of its own, whoever's they are. */
export function isSearch({ search, tagId, organizationId }: ContactFilter): boolean {
  return search !== null || tagId !== null || organizationId !== null;
}

function isEverything(reach: AccountReach): boolean {
  return contactReachSql(reach, 'c', []) === 'TRUE';
}

interface Some {
  readonly hits: number;
  /** There are more. */
  readonly isCut: boolean;
}

/** Contacts to which the user was added are each a row to read: they are counted only where it makes a difference. */
async function countSome(client: Queryable, { reach, filter }: Counted): Promise<Some> {
  if (reach.anyOwnerTypes.length > 0 && reach.owners !== 'any') {
    const ofAnybody = await countParts(
      client,
      { reach: { ...reach, owners: [], managerId: null }, filter },
      0,
    );
    // these alone are more than will be said
    if (ofAnybody.isCut && ofAnybody.hits >= TOO_FEW) return ofAnybody;
  }
  const owned = await countParts(client, { reach: { ...reach, managerId: null }, filter }, 0);
  if (owned.isCut || reach.managerId === null || reach.owners === 'any') return owned;
  const managed = await countParts(client, { reach, filter }, -1);
  return { hits: owned.hits + managed.hits, isCut: managed.isCut };
}

/** Of the parts of the reach from `first` on; the last is that of added managers, where there is one. */
async function countParts(client: Queryable, { reach, filter }: Counted, first: number): Promise<Some> {
  const values: unknown[] = [];
  const branches = contactBranches(reach, 'c', values).slice(first);
  const filters = filterConditions(filter, values);
  if (branches.length === 0) return { hits: 0, isCut: false };
  const ownerCount = reach.owners === 'any' ? 1 : reach.owners.length;
  const most = Math.ceil(LOOKED_AT / branches.length);
  const counts = branches.map((branch) => countOf(branch, filters, { ownerCount, most })).join(' UNION ALL ');
  const { rows } = await client.query<Some>(
    `SELECT sum(hits)::int AS hits, bool_or(is_cut) AS "isCut" FROM (${counts}) counted`,
    values,
  );
  return rows[0] ?? { hits: 0, isCut: false };
}

/** The columns are those that the indexes of the list include, and the order is theirs: none of the rows is read. */
function countOf(
  { found, asked, owners }: ContactBranch,
  filters: readonly string[],
  { ownerCount, most }: { readonly ownerCount: number; readonly most: number },
): string {
  const where = found.length === 0 ? '' : `WHERE ${found.join(' AND ')}`;
  const all = [...asked, ...filters];
  if (all.length === 0) {
    return `SELECT least(count(*), ${LOOKED_AT}) AS hits, count(*) > ${LOOKED_AT} AS is_cut
      FROM (SELECT 1 FROM contacts c ${where} LIMIT ${LOOKED_AT + 1}) c`;
  }
  const look = (
    condition: string,
    limit: number,
  ) => `SELECT count(*) FILTER (WHERE ${all.join(' AND ')}) AS hits,
      count(*) > ${limit} AS is_cut
    FROM (SELECT c.owner_id, c.account_kind, c.channel_id, c.branch_id, c.department_id, c.group_ids, c.stage_id
      FROM contacts c ${condition} ORDER BY c.full_name, c.id LIMIT ${limit + 1}) c`;
  if (owners === undefined) return look(where, most);
  // as many of each owner's: one owner's may all be meant, or none
  return `SELECT coalesce(sum(hits), 0) AS hits, coalesce(bool_or(is_cut), FALSE) AS is_cut
    FROM unnest(${owners}) one CROSS JOIN LATERAL (
      ${look('WHERE c.owner_id = one', Math.ceil(most / ownerCount))}) looked`;
}

function bounded(hits: number): BoundedCount {
  return { count: Math.min(hits, COUNTED), isExact: hits <= COUNTED };
}

/** 'More than 2300' reads better than 'more than 2347', and is as true. */
function roundedDown(hits: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(hits)) - 1);
  return Math.floor(hits / step) * step;
}
