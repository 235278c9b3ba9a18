/*
 * Short names of a world ('c3') to ids of the product and back. The id tells the world, what it names and which one of
 * these, so that whatever an answer mentions can be read without a table.
 */
const kinds = {
  u: 'user',
  c: 'contact',
  o: 'organization',
  m: 'meeting',
  k: 'call',
  t: 'ticket',
  n: 'note',
  p: 'project',
  x: 'channel',
  b: 'branch',
  d: 'department',
  g: 'group',
  l: 'leg',
  h: 'hand-over',
} as const;
type Letter = keyof typeof kinds;

const letters = Object.keys(kinds) as Letter[];
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** Nothing in any world bears it. */
export const NOBODY = 999_999;

export function idOf(worldNumber: number, name: string): string {
  const place = letters.indexOf(name[0] as Letter);
  const ordinal = Number(name.slice(1));
  if (place < 0 || !Number.isInteger(ordinal)) throw new Error(`${name} is no name`);
  return `${hex(worldNumber, 8)}-acce-4000-8${hex(place, 3)}-${hex(ordinal, 12)}`;
}

const ID = /[0-9a-f]{8}-acce-4000-8([0-9a-f]{3})-([0-9a-f]{12})/g;

/** The text with every id as its short name. */
export const named = (text: string): string =>
  text.replace(
    ID,
    (_, place: string, ordinal: string) => `${letters[parseInt(place, 16)]}${parseInt(ordinal, 16)}`,
  );

/** `{c3}` becomes the id of c3. */
export const unnamed = (text: string, worldNumber: number): string =>
  text.replace(/\{([a-z]\d+)\}/g, (_, name: string) => idOf(worldNumber, name));

/**
 * What a record is called, its subject, its text: nothing else in a world says it, so saying it is telling of the record.
 * Long enough that no token of random letters holds one by chance.
 */
export const wordOf = (name: string): string => `Zyqx${name}xqyz`;

/** Every thing that a text tells of, by its id or by its word. */
export function mentionsIn(text: string): ReadonlySet<string> {
  const byId = [...text.matchAll(ID)].map(
    ([, place, n]) => `${letters[parseInt(place!, 16)]}${parseInt(n!, 16)}`,
  );
  const byWord = [...text.matchAll(/zyqx([a-z]\d+)xqyz/gi)].map(([, name]) => name!.toLowerCase());
  return new Set([...byId, ...byWord]);
}
