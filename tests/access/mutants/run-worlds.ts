import fc from 'fast-check';
import { examine } from '../product/examine.ts';
import { openProduct } from '../product/product.ts';
import { routeTable } from '../questions/route-table.ts';
import { arbitraryWorld } from '../worlds/arbitrary-world.ts';
import { tellWorld } from '../worlds/tell-world.ts';

/*
 * A process that asks of world after world until the product and the statement part: `run-worlds.ts <worlds> <seed>`.
 * Says on its last line what it found, as JSON.
 */
export interface Outcome {
  /** How many worlds were asked about, with the one that tells. */
  readonly worlds: number;
  readonly difference: string | null;
}

const [worlds = 0, seed = 0] = process.argv.slice(2).map(Number);

async function run(): Promise<Outcome> {
  const product = await openProduct();
  try {
    let asked = 0;
    for (const { world, dice } of fc.sample(arbitraryWorld, { numRuns: worlds, seed })) {
      asked += 1;
      const plan = { table: routeTable, viewers: 3, reads: 10, changes: 8, each: 3 };
      const difference = await examine(product, world, dice, plan);
      if (difference) return { worlds: asked, difference: `${difference.story}\n${tellWorld(world)}` };
    }
    return { worlds: asked, difference: null };
  } finally {
    await product.close();
  }
}

process.stdout.write(`${JSON.stringify(await run())}\n`);
