import type { Deps } from '../shared/deps.ts';

/** Tells the user's windows the state with the phones counted anew; who can now be rung may be waited for. */
export async function publishAgent({ database, publisher }: Deps, userId: string, at: Date): Promise<void> {
  const agent = await database.read.agents.touch(userId, at);
  if (agent === null) return;
  publisher.toUser(userId, 'agent:changed', { agent });
  if (agent.status === 'available' && agent.phones > 0) publisher.agentsFreed();
}
