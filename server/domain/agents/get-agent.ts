import type { AgentView } from './agent.ts';
import type { Deps } from '../shared/deps.ts';

/** An agent’s state as the desktop shows it. */
export function getAgent(_deps: Deps) {
  return async (_input: { readonly userId: string }): Promise<AgentView> => {
    throw new Error('being written');
  };
}
