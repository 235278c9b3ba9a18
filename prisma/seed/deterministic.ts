import { createHash } from 'node:crypto';

/** The same key gives the same id in every installation, so that a second run finds what the first one made. */
export function idOf(...key: readonly (string | number)[]): string {
  const hash = createHash('sha256')
    .update(`ringdesk demo/${key.join('/')}`)
    .digest();
  hash[6] = 0x80 | (hash[6]! & 0x0f); // version 8 of RFC 9562: custom
  hash[8] = 0x80 | (hash[8]! & 0x3f);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

export interface Dice {
  /** A whole number from 0 up to, not including, `sides`. */
  roll(sides: number): number;
  pick<T>(list: readonly T[]): T;
  /** True once in `n` rolls. */
  oneIn(n: number): boolean;
}

/** Dice that always fall the same way (mulberry32). */
export function loadedDice(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (sides: number): number => Math.floor(next() * sides);
  return { roll, pick: (list) => list[roll(list.length)]!, oneIn: (n) => roll(n) === 0 };
}
