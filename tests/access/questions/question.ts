import { hasEverySection, mayChange, maySee } from '../statement/sections.ts';
import type { Section, Viewer } from '../statement/world.ts';

/** An answer's body with short names in place of ids. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the product said: each look says what it expects
export type Body = any;
/** What is wrong with an answer; null when nothing is. */
export type Look = (body: Body) => string | null;

export type Expected =
  /** The thing is not there for this viewer: the very answer that a thing gives which does not exist. */
  | { readonly kind: 'missing'; readonly twin: Request }
  /** What the body names is not there for this viewer: refused exactly as something that does not exist. */
  | { readonly kind: 'unknown'; readonly twin: Request }
  | { readonly kind: 'forbidden' }
  /** One of these statuses; nothing is looked at but that no record out of reach is mentioned. */
  | { readonly kind: 'answered'; readonly statuses: readonly number[]; readonly look?: Look };

/** In `url` and `body` `{c3}` stands for the id of c3. */
export interface Request {
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Question extends Request {
  readonly expected: Expected;
  /** Follow the pages; the look sees all items at once. */
  readonly isPaged?: boolean;
}

/** Who passes a route's door at all; whoever does not is answered 403, whatever the record. */
export type Door =
  | 'anybody'
  | 'signed_in'
  | 'director'
  /** Whoever has users to look after: all but plain Managers. */
  | 'superior'
  /** Whoever has the main panel's channel switch. */
  | 'switch'
  | { readonly section: Section; readonly action: 'read' | 'change' };

export interface RouteRule {
  readonly door: Door;
  /** What there is to ask of a world; the first is asked too of whoever does not pass the door. */
  readonly questions: (viewer: Viewer, dice: Dice) => readonly Question[];
  /** Holds no records, so it is asked about in fewer worlds. */
  readonly isRare?: boolean;
  /** With whose eyes its answers are looked at; the viewer's own if not said. */
  readonly eyes?: (viewer: Viewer) => Viewer;
  /** What its answers may name though it is out of reach; 'anything' is for the log of all that was done. */
  readonly mayName?: 'anything' | ((viewer: Viewer) => readonly string[]);
  /** Why nothing is asked but whether the door holds. */
  readonly why?: string;
}

export function passes({ user }: Viewer, door: Door): boolean {
  if (door === 'anybody' || door === 'signed_in') return true;
  if (door === 'director') return user.role === 'director';
  if (door === 'switch') return hasEverySection(user);
  if (door === 'superior') return hasEverySection(user) || user.role === 'head';
  return door.action === 'read' ? maySee(user, door.section) : mayChange(user, door.section);
}

export const answered = (look?: Look, statuses: readonly number[] = [200]): Expected => ({
  kind: 'answered',
  statuses,
  ...(look && { look }),
});
export const forbidden: Expected = { kind: 'forbidden' };
export const missing = (twin: Request): Expected => ({ kind: 'missing', twin });
export const unknown = (twin: Request): Expected => ({ kind: 'unknown', twin });

/** The answer to a change of one record: 404, 403 or that it is done. */
export function changeOf(sees: boolean, changes: boolean, twin: Request, done: Expected): Expected {
  if (!sees) return missing(twin);
  return changes ? done : forbidden;
}

/** Exactly these, each once, in any order. */
export const exactly =
  <T = Body>(expected: readonly string[], idOf: (item: T) => string = (item) => (item as Body).id) =>
  (items: readonly T[]): string | null => {
    const said = items.map(idOf);
    const [surplus, lacking] = [
      said.filter((id, index) => !expected.includes(id) || said.indexOf(id) !== index),
      expected.filter((id) => !said.includes(id)),
    ];
    if (surplus.length === 0 && lacking.length === 0) return null;
    return `shows ${listed(said)}; by the statement ${listed(expected)}`;
  };

export const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'nothing' : names.join(', ');

export const same = (what: string, said: unknown, expected: unknown): string | null =>
  JSON.stringify(said) === JSON.stringify(expected)
    ? null
    : `${what} is ${JSON.stringify(said)}; by the statement ${JSON.stringify(expected)}`;

/** The first thing that is wrong. */
export const all = (...found: readonly (string | null)[]): string | null =>
  found.find((one) => one !== null) ?? null;

/** Chooses, always the same for the same world. */
export interface Dice {
  /** Once in eight times. */
  isRare(): boolean;
  among<T>(things: readonly T[]): T;
  /** At most so many of them. */
  some<T>(things: readonly T[], count: number): readonly T[];
}

export function diceFrom(seed: number): Dice {
  let state = seed | 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    isRare: () => next() < 1 / 8,
    among: (things) => things[Math.floor(next() * things.length)]!,
    some: (things, count) =>
      things
        .map((thing) => ({ thing, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .slice(0, count)
        .map(({ thing }) => thing),
  };
}

/** A name of each kind that no world has. */
export const noSuch = (letter: string): string => `{${letter}999999}`;
export const at = (name: string): string => `{${name}}`;
