import { setTimeout as sleep } from 'node:timers/promises';

/** Tries again every few milliseconds until `attempt` no longer throws, or throws its last error in plain words. */
export async function waitUntil<T>(what: string, timeoutMs: number, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`${what} within ${timeoutMs / 1000} s (${(error as Error).message})`, {
          cause: error,
        });
    }
    await sleep(25);
  }
}
