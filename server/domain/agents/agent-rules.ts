import type { AgentView } from './agent.ts';

/** Why an agent was paused by the rules and not by a person. */
export const NO_ANSWER = 'no_answer';

export function takeCall(agent: AgentView, at: Date): AgentView {
  return change(agent, { status: 'on_call', since: at.toISOString() });
}

/** Nothing holds the agent any more: what was asked for meanwhile takes effect, else available. */
export function release(agent: AgentView, at: Date): AgentView {
  const status = agent.nextStatus ?? 'available';
  return change(agent, {
    status,
    pauseReason: status === 'paused' ? agent.pauseReason : null,
    nextStatus: null,
    callId: null,
    wrapUpUntil: null,
    since: at.toISOString(),
  });
}

/** The phone rang and nobody was there (T33). Who had asked to leave is let go. */
export function pauseForNoAnswer(agent: AgentView, at: Date): AgentView {
  if (agent.nextStatus === 'offline') return release(agent, at);
  return { ...release(agent, at), status: 'paused', pauseReason: NO_ANSWER };
}

export function beginWrapUp(agent: AgentView, at: Date, seconds: number): AgentView {
  return change(agent, {
    status: 'wrap_up',
    wrapUpUntil: new Date(at.getTime() + seconds * 1000).toISOString(),
    since: at.toISOString(),
  });
}

/** The agent goes offline; where a call holds the agent, after it. */
export function leave(agent: AgentView, at: Date): AgentView {
  if (isHeld(agent)) return change(agent, { nextStatus: 'offline', pauseReason: null });
  const over = { pauseReason: null, nextStatus: null, callId: null, wrapUpUntil: null };
  return change(agent, { ...over, status: 'offline', since: at.toISOString() });
}

/** A phone rings, a call lasts or is written up: a wish for another status waits. */
export function isHeld({ status }: AgentView): boolean {
  return status === 'ringing' || status === 'on_call' || status === 'wrap_up';
}

export function change(agent: AgentView, changes: Partial<AgentView>): AgentView {
  return { ...agent, ...changes, version: agent.version + 1 };
}
