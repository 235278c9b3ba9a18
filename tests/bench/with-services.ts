import { setup, teardown } from '../support/services.ts';

/** Runs a bench over PostgreSQL and Redis of its own, ended with it; its result is the last line of the output. */
export async function runBench(
  bench: string,
  measure: () => Promise<{ readonly figures: object; readonly ratios: object }>,
): Promise<void> {
  await setup();
  try {
    const result = await measure();
    console.log(JSON.stringify({ bench, ...result }));
  } finally {
    await teardown();
  }
}
