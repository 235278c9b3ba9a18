import { writeFileSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { type Product, startProduct } from '../../support/product/start-product.ts';
import { Office } from './office.ts';

interface ForEachTest {
  /** People, their windows and phones; all gone after the test. */
  readonly office: Office;
}

interface ForAll {
  /** Tests that kill processes share theirs with nobody else. */
  readonly household: 'shared' | 'of its own';
  readonly product: Product;
}

/** One product for all flows: each test makes a team, contacts and phones of its own in it. */
export const test = base.extend<ForEachTest, ForAll>({
  household: ['shared', { option: true, scope: 'worker' }],
  product: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const product = await startProduct({ servers: 2, environment: { LOG_LEVEL: 'info' } });
      await use(product);
      await product.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  office: async ({ product, browser }, use, testInfo) => {
    const office = new Office(product, browser);
    await use(office);
    await office.close();
    if (testInfo.status !== testInfo.expectedStatus) {
      writeFileSync(testInfo.outputPath('processes.log'), product.lastWords(200));
    }
  },
});

export { expect } from '@playwright/test';
