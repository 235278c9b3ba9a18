import fc from 'fast-check';
import { type Difference, examine, type Plan } from '../product/examine.ts';
import type { Product } from '../product/product.ts';
import type { RouteRule } from '../questions/question.ts';
import { arbitraryWorld } from './arbitrary-world.ts';
import { tellWorld } from './tell-world.ts';

export interface Search {
  readonly worlds: number;
  readonly seed?: number | undefined;
  readonly table: Readonly<Record<string, RouteRule>>;
  readonly plan: Omit<Plan, 'table'>;
  /** So many routes that differ are enough. */
  readonly enough: number;
}

/** Asks world after world; of each route that differs, the story of the smallest world found. */
export async function searchDifferences(product: Product, search: Search): Promise<string[]> {
  const table = { ...search.table };
  const stories: string[] = [];
  let worlds = search.worlds;
  while (worlds > 0 && stories.length < search.enough) {
    const found: Difference[] = [];
    const broken: unknown[] = [];
    const result = await fc.check(
      fc.asyncProperty(arbitraryWorld, async ({ world, dice }) => {
        // once there is a difference its route alone is asked about, of everybody, to find the smallest world
        const plan = found[0] ? { onlyRoute: found[0].route } : search.plan;
        const difference = await examine(product, world, dice, { ...plan, table }).catch((error: unknown) => {
          broken.push(error);
          throw error;
        });
        if (difference) found.push(difference);
        return difference === null;
      }),
      { numRuns: worlds, ...(search.seed !== undefined && { seed: search.seed }) },
    );
    if (!result.failed) return stories;
    const difference = found.at(-1);
    if (broken.length > 0 || !difference) throw broken[0];
    const world = result.counterexample![0].world;
    stories.push(
      `${difference.story}\n${tellWorld(world)}\n  (seed ${result.seed}, after ${result.numRuns} worlds and ${result.numShrinks} smaller ones)`,
    );
    worlds -= result.numRuns;
    // what is known of one route must not hide the others
    table[difference.route] = { door: 'anybody', questions: () => [] };
  }
  return stories;
}
