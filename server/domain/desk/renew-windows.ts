import type { Deps } from '../shared/deps.ts';

export interface LivingWindows {
  readonly serverId: string;
  readonly windowIds: readonly string[];
  readonly leaseUntil: Date;
}

/** A server process says which of its windows still have a socket. */
export function renewWindows({ database }: Deps) {
  return async (input: LivingWindows): Promise<void> => {
    await database.read.windows.renew(input.serverId, input.windowIds, input.leaseUntil);
  };
}
