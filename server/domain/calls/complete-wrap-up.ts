import { release } from '../agents/agent-rules.ts';
import type { Viewer } from '../access/viewer.ts';
import type { AgentView } from '../agents/agent.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { publishAgents } from './publish-call-change.ts';
import { findVisibleCall } from './visible-call.ts';

export interface WrapUpForm {
  readonly viewer: Viewer;
  readonly callId: string;
  readonly outcomeId: string | null;
  readonly note: string;
}

/**
 * The agent says how the call went, and is free again; later corrections change outcome and note.
 * Throws not_found, forbidden (another agent's), invalid (outcomeId).
 */
export function completeWrapUp({ database, publisher, clock }: Deps) {
  return async ({ viewer, ...form }: WrapUpForm): Promise<void> => {
    const at = clock.now();
    const { userId } = viewer;
    const { before, after, contactId } = await database.transaction(async (stores) => {
      const agent = await stores.agents.state(userId, at);
      const freed = agent && (await free(stores, agent, form.callId, at));
      const call = await stores.calls.load(form.callId, at);
      if (call?.agentId !== userId) {
        await findVisibleCall(stores, viewer, form.callId, at);
        throw new DomainError('forbidden', "another agent's call");
      }
      await checkOutcome(stores, call.project?.id ?? null, form.outcomeId);
      if (!(await stores.calls.completeWrapUp({ ...form, userId, at }))) {
        throw new DomainError('not_found', 'no wrap-up of this user');
      }
      return { before: agent, after: freed, contactId: call.contactId };
    });
    publisher.toUser(userId, 'wrap_up:completed', { callId: form.callId });
    if (before && after) publishAgents(publisher, [before], [after]);
    if (contactId === null) return;
    const item = await database.read.timeline.item(contactId, { callId: form.callId });
    if (item) publisher.toContactWatchers(contactId, 'timeline:changed', { contactId, item });
  };
}

async function free(stores: Stores, agent: AgentView, callId: string, at: Date): Promise<AgentView | null> {
  if (agent.status !== 'wrap_up' || agent.callId !== callId) return null;
  const freed = release(agent, at);
  if (!(await stores.agents.save(agent, freed))) {
    throw new DomainError('conflict', 'the agent was changed by somebody else');
  }
  return freed;
}

async function checkOutcome(
  stores: Stores,
  projectId: string | null,
  outcomeId: string | null,
): Promise<void> {
  if (outcomeId === null) return;
  const outcomes = projectId === null ? [] : await stores.calls.outcomes(projectId);
  if (!outcomes.some(({ id }) => id === outcomeId)) {
    throw new DomainError('invalid', 'not an outcome of the project', { outcomeId: 'unknown' });
  }
}
