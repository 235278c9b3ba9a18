import { release } from '../agents/agent-rules.ts';
import type { Deps } from '../shared/deps.ts';
import { publishAgents } from './publish-call-change.ts';

const AT_ONCE = 200;

/** Agents whose wrap-up time is over are free again; what they wrote later still counts. Returns how many. */
export function endExpiredWrapUps({ database, publisher }: Pick<Deps, 'database' | 'publisher'>) {
  return async ({ now }: { readonly now: Date }): Promise<number> => {
    let freed = 0;
    for (const agent of await database.read.agents.wrapUpsOver(now, AT_ONCE)) {
      const after = release(agent, now);
      if (!(await database.read.agents.save(agent, after))) continue;
      freed += 1;
      publishAgents(publisher, [agent], [after]);
    }
    return freed;
  };
}
