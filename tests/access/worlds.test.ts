import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProduct, type Product } from './product/product.ts';
import { routeTable } from './questions/route-table.ts';
import { searchDifferences } from './worlds/search-differences.ts';
import { seedOf } from './worlds/seed.ts';

const WORLDS = Number(process.env['ACCESS_WORLDS'] ?? 2000);

describe('the product, held against the statement of the rules', () => {
  let product: Product;
  beforeAll(async () => {
    product = await openProduct();
  });
  afterAll(() => product.close());

  it('has no route that the table does not know, and the table none that is not there', () => {
    expect(product.routes.toSorted()).toEqual(Object.keys(routeTable).toSorted());
  });

  it(`answers as the statement says in ${WORLDS} worlds`, { timeout: 3_600_000 }, async () => {
    const stories = await searchDifferences(product, {
      worlds: WORLDS,
      seed: seedOf(),
      table: routeTable,
      plan: { viewers: 2, reads: 5, changes: 3, each: 1 },
      enough: 12,
    });
    expect(stories.join('\n\n')).toBe('');
  });
});
