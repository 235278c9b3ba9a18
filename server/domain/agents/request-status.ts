import type { AgentView, RequestedStatus } from './agent.ts';
import type { Deps } from '../shared/deps.ts';

export interface StatusRequest {
  readonly userId: string;
  readonly status: RequestedStatus;
  readonly reason: string | null;
}

/** What an agent asks for; during a call or wrap-up it takes effect afterwards. */
export function requestStatus(_deps: Deps) {
  return async (_input: StatusRequest): Promise<AgentView> => {
    throw new Error('being written');
  };
}
