import type { ContactRow, ContactSort } from '#domain/contacts/contact.ts';
import type {
  ContactFilter,
  ContactListStore,
  ContactPageQuery,
} from '#domain/contacts/contact-list-store.ts';
import type { ContactSearch } from '#domain/contacts/contact-search.ts';
import { iso, type Queryable } from './pg-statement.ts';
import { contactReachSql, organizationReachSql } from './reach-sql.ts';

/** Past this many, 'more than' is all a list says. */
const COUNTED = 10_000;
/**
 * Up to this many hits of a search are collected and sorted: walking the list in order until a page is full would be
 * a walk of a million rows when all the hits begin with a late letter.
 */
const COLLECTED = 100_000;
/** Shorter words have no trigram inside, so they are looked for at the beginning of names only. */
const MIN_INNER = 3;
const MAX_WORDS = 8;

/**
 * The statements are made for the filters at hand and not kept prepared: how common a piece of a name is decides
 * how it is best looked for, and only a fresh plan knows.
 */
export function pgContactListStore(client: Queryable): ContactListStore {
  return {
    async page(query) {
      const hits = await countHits(client, query);
      const found = await pageRows(client, query, hits <= limitOf(query));
      const items = found.slice(0, query.limit);
      const last = found.length > query.limit ? items.at(-1) : undefined;
      return {
        items: items.map(({ row }) => row),
        next: last ? { value: last.sortValue, id: last.row.id } : null,
        total: { count: Math.min(hits, COUNTED), isExact: hits <= COUNTED },
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
      const seen = organizationReachSql(reach, 'o', values);
      const conditions = words.slice(0, MAX_WORDS).map((word) => {
        return `search_text(name) LIKE '%' || search_text($${values.push(likeLiteral(word))}) || '%'`;
      });
      const { rows } = await client.query<{ id: string; name: string }>(
        `SELECT id, name FROM organizations o WHERE ${[`(${seen})`, ...conditions].join(' AND ')}
         ORDER BY name, id LIMIT $${values.push(limit)}`,
        values,
      );
      return rows;
    },
  };
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

const limitOf = ({ filter }: ContactPageQuery): number => (filter.search ? COLLECTED : COUNTED);

/** At most one more than the limit. */
async function countHits(client: Queryable, query: ContactPageQuery): Promise<number> {
  const values: unknown[] = [];
  const conditions = conditionsOf(query, values);
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count
     FROM (SELECT 1 FROM contacts c WHERE ${conditions} LIMIT ${limitOf(query) + 1}) counted`,
    values,
  );
  return rows[0]?.count ?? 0;
}

interface PageRow {
  readonly row: ContactRow;
  readonly sortValue: string;
}

/** A few are collected and sorted; many are walked in the order of an index until the page is full. */
async function pageRows(client: Queryable, query: ContactPageQuery, areFew: boolean): Promise<PageRow[]> {
  const values: unknown[] = [];
  const conditions = conditionsOf(query, values);
  const { key, type, isDown } = sortKeys[query.sort];
  const direction = isDown ? 'DESC' : 'ASC';
  const { after } = query;
  const isBehind = after
    ? `(${key}, c.id) ${isDown ? '<' : '>'} ($${values.push(after.value)}::${type}, $${values.push(after.id)}::uuid)`
    : 'TRUE';
  // collected with their keys first: the planner would otherwise guess that an ordered walk meets them soon
  const candidates = areFew
    ? `(WITH few AS MATERIALIZED (SELECT c.id, ${key} AS sort_key FROM contacts c WHERE ${conditions} AND ${isBehind})
        TABLE few)`
    : `(SELECT c.id, ${key} AS sort_key FROM contacts c WHERE ${conditions} AND ${isBehind})`;
  const chosen = `SELECT k.id, k.sort_key FROM ${candidates} k
    ORDER BY k.sort_key ${direction}, k.id ${direction} LIMIT $${values.push(query.limit + 1)}`;
  const { rows } = await client.query<PageRow>(
    `SELECT ${rowJson} AS row, ${sortKeys[query.sort].shown} AS "sortValue"
     FROM (${chosen}) page
       JOIN contacts p ON p.id = page.id
       JOIN users owner ON owner.id = p.owner_id
       LEFT JOIN organizations o ON o.id = p.organization_id
       LEFT JOIN stages s ON s.id = p.stage_id
     ORDER BY page.sort_key ${direction}, page.id ${direction}`,
    values,
  );
  return rows;
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

function conditionsOf({ reach, filter }: ContactPageQuery, values: unknown[]): string {
  const equals: readonly (readonly [string, string | null])[] = [
    ['c.stage_id', filter.stageId],
    ['c.owner_id', filter.ownerId],
    ['c.organization_id', filter.organizationId],
    ['c.channel_id', filter.channelId],
  ];
  const conditions = [
    `(${contactReachSql(reach, 'c', values)})`,
    ...equals.flatMap(([column, id]) => (id === null ? [] : `${column} = $${values.push(id)}::uuid`)),
    ...tagCondition(filter, values),
    ...(filter.search ? [searchCondition(filter.search, values)] : []),
  ];
  return conditions.join(' AND ');
}

function tagCondition({ tagId }: ContactFilter, values: unknown[]): string[] {
  if (tagId === null) return [];
  return [`c.id IN (SELECT contact_id FROM contact_tags WHERE tag_id = $${values.push(tagId)}::uuid)`];
}

function searchCondition({ words, digits }: ContactSearch, values: unknown[]): string {
  const named = words
    .slice(0, MAX_WORDS)
    .map((word) => wordCondition(word, values))
    .join(' AND ');
  if (digits.length === 0) return named;
  const numbered = digits.map((piece) => `e164 LIKE $${values.push(`%${piece}%`)}`).join(' OR ');
  return `c.id IN (SELECT contact_id FROM contact_numbers WHERE ${numbered}
    UNION ALL SELECT c.id FROM contacts c WHERE ${named})`;
}

function wordCondition(word: string, values: unknown[]): string {
  const parameter = `search_text($${values.push(likeLiteral(word))})`;
  if (word.length >= MIN_INNER) return `c.search_name LIKE '%' || ${parameter} || '%'`;
  return `(c.search_name LIKE ${parameter} || '%' OR c.search_name LIKE '% ' || ${parameter} || '%')`;
}

/** Text that LIKE takes as it stands. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
