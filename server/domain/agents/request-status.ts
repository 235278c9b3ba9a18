import { hasMark } from '../access/may-enter.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { change, isHeld } from './agent-rules.ts';
import type { AgentView, RequestedStatus } from './agent.ts';

export interface StatusRequest {
  readonly userId: string;
  readonly status: RequestedStatus;
  /** Why paused; not kept otherwise. */
  readonly reason: string | null;
}

const ATTEMPTS = 12;

/** What an agent asks for; while a phone rings, a call lasts or is written up, it takes effect afterwards. Throws
 * not_found, and forbidden for one at whom no call may ring (A30). */
export function requestStatus({ database, publisher, clock }: Deps) {
  return async (request: StatusRequest): Promise<AgentView> => {
    const at = clock.now();
    if (request.status === 'available') await checkEye(database.read, request.userId);
    await database.read.agents.ensure(request.userId, at);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const before = await database.read.agents.state(request.userId, at);
      if (before === null) throw new DomainError('not_found', 'no such user');
      const after = asRequested(before, request, at);
      if (after === null) return before;
      if (!(await database.read.agents.save(before, after))) continue;
      publisher.toUser(after.userId, 'agent:changed', { agent: after });
      if (after.status === 'available') publisher.agentsFreed();
      return after;
    }
    throw new DomainError('conflict', 'the state was changed by others each time');
  };
}

async function checkEye({ access }: Pick<Stores, 'access'>, userId: string): Promise<void> {
  const viewer = await access.viewer(userId);
  if (viewer && !hasMark(viewer, 'calls', 'read'))
    throw new DomainError('forbidden', 'calls are not of this user');
}

/** Null when it is so already. */
function asRequested(agent: AgentView, { status, reason }: StatusRequest, at: Date): AgentView | null {
  const pauseReason = status === 'paused' ? reason : null;
  if (isHeld(agent)) {
    if (agent.nextStatus === status && agent.pauseReason === pauseReason) return null;
    return change(agent, { nextStatus: status, pauseReason });
  }
  if (agent.status === status && agent.pauseReason === pauseReason) return null;
  const since = agent.status === status ? agent.since : at.toISOString();
  return change(agent, { status, pauseReason, nextStatus: null, callId: null, wrapUpUntil: null, since });
}
