import type { Deps } from '../shared/deps.ts';

export interface LivingWindows {
  readonly serverId: string;
  readonly windowIds: readonly string[];
  readonly leaseUntil: Date;
}

/**
 * A server process says which of its windows still have a socket. Answers those that are still known: one that is
 * not (nobody could renew it in time) has to be opened again.
 */
export function renewWindows({ database }: Deps) {
  return (input: LivingWindows): Promise<readonly string[]> =>
    database.read.windows.renew(input.serverId, input.windowIds, input.leaseUntil);
}
