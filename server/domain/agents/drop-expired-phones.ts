import type { Deps } from '../shared/deps.ts';
import { publishAgent } from './publish-agent.ts';

/** A sweep: phones that stopped registering are forgotten, and their users told. Returns how many users. */
export function dropExpiredPhones(deps: Deps) {
  return async ({ now }: { readonly now: Date }): Promise<number> => {
    const userIds = await deps.database.read.agents.dropExpiredRegistrations(now);
    for (const userId of userIds) await publishAgent(deps, userId, now);
    return userIds.length;
  };
}
