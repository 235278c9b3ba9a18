import { setup, teardown } from '../support/services.ts';

/** PostgreSQL for the run; each product that is started takes a database of its own in it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await setup();
  return teardown;
}
