import type { AgentView } from '../agents/agent.ts';
import type { Deps } from '../shared/deps.ts';
import type { Publisher } from '../shared/publisher.ts';
import { isOpen } from './call-rules.ts';
import type { CallState, LegState } from './call-state.ts';
import { callTimelineItem, callView } from './call-view.ts';
import { loadCard } from './load-card.ts';
import { withdrawalOf } from './withdrawal.ts';

/** After commit: tells everybody involved what is different between the two states. */
export async function publishCallChange(
  { database, publisher }: Deps,
  before: CallState,
  after: CallState,
  at: Date,
): Promise<void> {
  publishCall(publisher, before, after);
  publishAgents(publisher, before.agents, after.agents);
  publishTimeline(publisher, before, after);
  const writer = after.agents.find((agent) => agent.status === 'wrap_up' && agent.callId === after.id);
  if (writer === undefined || before.agents.includes(writer) || writer.wrapUpUntil === null) return;
  const { card, outcomes, isContactHidden } = await loadCard(database.read, after, writer.userId, at);
  publisher.toUser(writer.userId, 'wrap_up:started', {
    callId: after.id,
    startedAt: at.toISOString(),
    until: writer.wrapUpUntil,
    outcomes,
    call: callView(after, writer.userId, isContactHidden),
    card,
    popWindowId: null,
  });
}

export function publishAgents(
  publisher: Publisher,
  before: readonly AgentView[],
  after: readonly AgentView[],
): void {
  const changed = after.filter((agent) => !before.includes(agent));
  for (const agent of changed) publisher.toUser(agent.userId, 'agent:changed', { agent });
  if (changed.some((agent) => agent.status === 'available')) publisher.agentsFreed();
}

export function publishTimeline(publisher: Publisher, before: CallState | null, after: CallState): void {
  if (after.contactId === null) return;
  if (before?.status === after.status && before.contactId === after.contactId) return;
  const item = callTimelineItem(after);
  publisher.toContactWatchers(after.contactId, 'timeline:changed', { contactId: after.contactId, item });
}

function publishCall(publisher: Publisher, before: CallState, after: CallState): void {
  const wasAnswered = before.status !== 'answered' && after.status === 'answered';
  const hasEnded = before.status !== 'ended' && after.status === 'ended';
  for (const leg of before.legs.filter((one) => one.userId !== null && isOpen(one))) {
    const userId = leg.userId as string;
    const now = after.legs.find((one) => one.id === leg.id);
    if (hasEnded) publisher.toUser(userId, 'call:ended', { call: callView(after, userId) });
    else if (now?.status === 'ended') withdraw(publisher, after, userId, now);
    else if (wasAnswered) publisher.toUser(userId, 'call:answered', { call: callView(after, userId) });
  }
}

function withdraw(publisher: Publisher, call: CallState, userId: string, { result }: LegState): void {
  const reason = isLegEnding(result) ? withdrawalOf[result] : 'answered_elsewhere';
  publisher.toUser(userId, 'call:withdrawn', { callId: call.id, reason });
}

function isLegEnding(result: LegState['result']): result is keyof typeof withdrawalOf {
  return result !== null && result in withdrawalOf;
}
