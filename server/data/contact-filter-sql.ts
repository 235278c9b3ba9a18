import type { ContactFilter } from '#domain/contacts/contact-list-store.ts';
import type { ContactSearch } from '#domain/contacts/contact-search.ts';

/** Shorter words have no trigram inside, so they are looked for at the beginning of names only. */
const MIN_INNER = 3;
const MAX_WORDS = 8;

/** What somebody asks the list for, as conditions on `contacts c`; parameters are added to `values`. */
export function filterConditions(filter: ContactFilter, values: unknown[]): readonly string[] {
  const equals: readonly (readonly [string, string | null])[] = [
    ['c.stage_id', filter.stageId],
    ['c.owner_id', filter.ownerId],
    ['c.organization_id', filter.organizationId],
    ['c.channel_id', filter.channelId],
  ];
  return [
    ...equals.flatMap(([column, id]) => (id === null ? [] : `${column} = $${values.push(id)}::uuid`)),
    ...tagCondition(filter, values),
    ...(filter.search ? [searchCondition(filter.search, values)] : []),
  ];
}

/** A company's name has all these words. */
export function nameConditions(words: readonly string[], values: unknown[]): readonly string[] {
  return words
    .slice(0, MAX_WORDS)
    .map((word) => `search_text(name) LIKE '%' || search_text($${values.push(likeLiteral(word))}) || '%'`);
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
