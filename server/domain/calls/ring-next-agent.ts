import type { ReservedAgent } from '../agents/agent-store.ts';
import type { CallWithCard } from '../desk/desk-view.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { isWaitingForAgent, ringAgent } from './call-rules.ts';
import type { CallState } from './call-state.ts';
import { callView } from './call-view.ts';
import { rankedHits } from './arrived-call.ts';
import { cutCard } from './cut-card.ts';
import { newAgentLeg } from './new-agent-leg.ts';
import { publishAgents } from './publish-call-change.ts';
import type { AgentRing } from './ring-plan.ts';

export interface NextAgentWanted {
  readonly callId: string;
  readonly at: Date;
}

/** Who refused a call, or let it ring, is not asked again for it this soon. */
const REFUSAL_SECONDS = 30;

/** Reserves the next free agent for a waiting call; null when nobody is free, or the call waits no longer. */
export function ringNextAgent(deps: Deps) {
  return async ({ callId, at }: NextAgentWanted): Promise<AgentRing | null> => {
    const legId = deps.newId();
    try {
      const known = deps.database.recentCalls.get(callId);
      const rung = await deps.database.transaction(
        (stores) => reserve(stores, callId, known, legId, at),
        'soon',
      );
      if (rung === null) return null;
      const { reserved, rang } = rung;
      deps.database.recentCalls.put(rung.call);
      const { userId } = reserved.viewer;
      deps.publisher.toUser(userId, 'call:rang', rang);
      publishAgents(deps.publisher, [], [reserved.state]);
      return { legId, userId, agentName: reserved.name, phones: reserved.phones };
    } catch (error) {
      if (!(error instanceof CallMovedOn)) throw error;
      deps.database.recentCalls.forget(callId);
      deps.publisher.agentsFreed();
      return null;
    }
  };
}

interface Rung {
  readonly call: CallState;
  readonly reserved: ReservedAgent;
  readonly rang: CallWithCard;
}

/** `known`: the call as this process last wrote it, a guess that the write checks. */
async function reserve(
  stores: Stores,
  callId: string,
  known: CallState | undefined,
  legId: string,
  at: Date,
): Promise<Rung | null> {
  const before = known && isWaitingForAgent(known) ? known : await stores.calls.load(callId, at);
  if (before === null || before.project === null || !isWaitingForAgent(before)) return null;
  const reserved = await stores.agents.reserveNext({
    projectId: before.project.id,
    callId,
    at,
    refusedAfter: new Date(at.getTime() - REFUSAL_SECONDS * 1000),
  });
  if (reserved === null) return null;
  const { card, isContactHidden } = await cutFor(stores, before, reserved, at);
  const leg = newAgentLeg(legId, reserved, at.toISOString(), isContactHidden);
  const after = ringAgent(before, leg, reserved.state);
  const withAgent = { ...before, agents: [...before.agents, reserved.state] };
  if (after === null || !(await stores.calls.save(withAgent, after, null))) throw new CallMovedOn();
  const view = callView(after, reserved.viewer.userId);
  return { call: after, reserved, rang: { call: view, card, popWindowId: reserved.popWindowId } };
}

async function cutFor(stores: Stores, call: CallState, { viewer }: ReservedAgent, at: Date) {
  const material = await stores.calls.cardMaterial(call.id, viewer.userId, at);
  const { people, facts, hits, isIdentificationSkipped } = material;
  return cutCard(stores, {
    viewer,
    people,
    hits: rankedHits(call, hits),
    facts,
    number: call.number,
    verstat: call.verstat,
    isIdentificationSkipped,
  });
}

/** The call ended, or somebody else rings for it: the reservation is taken back with the transaction. */
class CallMovedOn extends Error {}
