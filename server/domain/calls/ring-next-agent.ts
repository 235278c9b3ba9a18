import type { AgentRing } from './ring-plan.ts';
import type { Deps } from '../shared/deps.ts';

export interface NextAgentWanted {
  readonly callId: string;
  readonly at: Date;
}

/** Reserves the next free agent for a waiting call; null when nobody is free or the call is over. */
export function ringNextAgent(_deps: Deps) {
  return async (_input: NextAgentWanted): Promise<AgentRing | null> => {
    throw new Error('being written');
  };
}
