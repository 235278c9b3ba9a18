import type { Pool } from 'pg';
import type { Redis } from './redis.ts';

/** A thing this process cannot work without; rejects while it is away. */
export type ReadinessCheck = () => Promise<unknown>;
export type ReadinessChecks = Readonly<Record<string, ReadinessCheck>>;

export interface Readiness {
  readonly isReady: boolean;
  readonly parts: Readonly<Record<string, 'up' | 'down'>>;
}

export function readinessOf(pool: Pick<Pool, 'query'>, redis: Redis): ReadinessChecks {
  return { database: () => pool.query('SELECT 1'), redis: () => redis.ping() };
}

/** Asks all parts at once; one that has not answered in `timeoutMs` counts as away. */
export async function checkReadiness(checks: ReadinessChecks, timeoutMs = 1000): Promise<Readiness> {
  const entries = await Promise.all(
    Object.entries(checks).map(
      async ([part, check]) => [part, (await answersIn(check, timeoutMs)) ? 'up' : 'down'] as const,
    ),
  );
  return { isReady: entries.every(([, state]) => state === 'up'), parts: Object.fromEntries(entries) };
}

async function answersIn(check: ReadinessCheck, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  try {
    return await Promise.race([check().then(() => true), tooLong]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
