import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { AgentView } from './agent.ts';

/** An agent's state as the desktop shows it; offline for who never said anything. Throws not_found. */
export function getAgent({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return async ({ userId }: { readonly userId: string }): Promise<AgentView> => {
    const at = clock.now();
    const known = await database.read.agents.state(userId, at);
    if (known !== null) return known;
    await database.read.agents.ensure(userId, at);
    const agent = await database.read.agents.state(userId, at);
    if (agent === null) throw new DomainError('not_found', 'no such user');
    return agent;
  };
}
