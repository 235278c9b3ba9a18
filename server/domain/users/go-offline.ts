import { leave } from '../agents/agent-rules.ts';
import type { AgentView } from '../agents/agent.ts';
import type { Stores } from '../shared/database.ts';

/**
 * No new call rings at the user; one that is under way goes on to its end, and the agent is offline after it. Null for
 * who was offline, or is no agent.
 */
export async function goOffline(
  { agents, desks }: Pick<Stores, 'agents' | 'desks'>,
  userId: string,
  at: Date,
): Promise<AgentView | null> {
  await desks.lock(userId);
  const agent = await agents.state(userId, at);
  if (agent === null || agent.status === 'offline') return null;
  const gone = leave(agent, at);
  if (!(await agents.save(agent, gone))) throw new Error('a locked agent was changed by somebody else');
  return gone;
}
