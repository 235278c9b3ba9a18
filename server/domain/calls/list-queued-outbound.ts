import type { Deps } from '../shared/deps.ts';

/** Ids of outbound calls that nobody has claimed yet, oldest first. */
export function listQueuedOutbound({ database }: Pick<Deps, 'database'>) {
  return ({ now }: { readonly now: Date }): Promise<readonly string[]> =>
    database.read.calls.queuedOutbound(now);
}
