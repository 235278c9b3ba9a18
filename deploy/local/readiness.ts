import { setTimeout as sleep } from 'node:timers/promises';

/** Names of the processes that do not answer 200 yet. */
export async function notReadyYet(
  processes: readonly { name: string; readyUrl: string | null }[],
): Promise<string[]> {
  const answers = await Promise.all(
    processes.map(async ({ name, readyUrl }) =>
      readyUrl === null || (await isReady(readyUrl)) ? [] : [name],
    ),
  );
  return answers.flat();
}

/** Waits until all are ready, telling every `reminderMs` who is not. */
export async function waitUntilReady(
  processes: readonly { name: string; readyUrl: string | null }[],
  reminderMs: number,
  remind: (names: readonly string[]) => void,
): Promise<void> {
  let remindAt = Date.now() + reminderMs;
  for (;;) {
    const waitingFor = await notReadyYet(processes);
    if (waitingFor.length === 0) return;
    if (Date.now() > remindAt) {
      remind(waitingFor);
      remindAt = Date.now() + reminderMs;
    }
    await sleep(100);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
