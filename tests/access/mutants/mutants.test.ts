import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { whyNot } from './patch-source.ts';
import { runMutant } from './run-mutant.ts';

/** A mutant that lives longer lives on unnoticed. */
const WORLDS = 300;
/** Of the whole policy; `worlds.test.ts` asks of many more. */
const WORLDS_OF_THE_WHOLE = 25;
const SEED = 44;

/** Each is a process of its own: so many, from all over the rules, are enough for every day. */
const EVERY_DAY = 10;
const step = (index: number): number => Math.floor((index * EVERY_DAY) / mutants.length);
const tried =
  process.env['ACCESS_MUTANTS'] === 'all'
    ? mutants
    : mutants.filter((_, index) => step(index) !== step(index + 1));

describe('a policy that is broken', () => {
  it('is still there to be broken where the mutants say', () => {
    expect(mutants.flatMap((mutant) => whyNot(mutant) ?? [])).toEqual([]);
    expect(tried.length).toBeGreaterThanOrEqual(EVERY_DAY);
  });

  it.each(tried)('is noticed: $why', { timeout: 900_000 }, async (mutant) => {
    const { difference, worlds } = await runMutant(mutant, WORLDS, SEED);
    expect(difference, `alive after ${worlds} worlds`).not.toBeNull();
  });

  it('is told from one that is whole', { timeout: 900_000 }, async () => {
    const { difference, worlds } = await runMutant(null, WORLDS_OF_THE_WHOLE, SEED);
    expect(difference ?? '').toBe('');
    expect(worlds).toBe(WORLDS_OF_THE_WHOLE);
  });
});
