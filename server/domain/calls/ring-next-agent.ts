import type { ReservedAgent } from '../agents/agent-store.ts';
import { type Deps, nullReported } from '../shared/deps.ts';
import { isWaitingForAgent, ringAgent } from './call-rules.ts';
import type { CallState } from './call-state.ts';
import type { WhoCalls } from './call-store.ts';
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
    const { recentCalls, read, ringWaiting } = deps.database;
    // a guess, as this process last wrote it: the write checks it
    const known = recentCalls.get(callId);
    const call = known && isWaitingForAgent(known) ? known : await read.calls.load(callId, at);
    if (call === null || call.project === null || !isWaitingForAgent(call)) return null;
    const legId = deps.newId();
    const refusedAfter = new Date(at.getTime() - REFUSAL_SECONDS * 1000);
    const rung = await ringWaiting({ call, legId, at, refusedAfter });
    if (rung === null) {
      recentCalls.forget(callId);
      return null;
    }
    const { reserved } = rung;
    const { userId } = reserved.viewer;
    const withLeg = (isContactHidden: boolean): CallState =>
      ringAgent(call, newAgentLeg(legId, reserved, at.toISOString(), isContactHidden), reserved.state) ??
      call;
    // hidden until the rules have been asked
    const ringing = withLeg(true);
    recentCalls.put(ringing);
    // the agent is reserved: whatever else cannot be read now, his phone rings
    const cut = await cutFor(deps, call, rung).catch(
      nullReported(deps, 'the card of a call could not be cut'),
    );
    if (cut?.isContactHidden) await hideContact(deps, legId);
    // one that has ended meanwhile rings on no screen
    if (recentCalls.get(callId) === ringing) {
      const after = withLeg(cut?.isContactHidden ?? true);
      recentCalls.put(after);
      if (cut !== null) {
        const { popWindowId } = reserved;
        const rang = { call: callView(after, userId), card: cut.card, popWindowId };
        deps.publisher.toUser(userId, 'call:rang', rang);
      }
      publishAgents(deps.publisher, [], [reserved.state]);
    }
    return { legId, userId, agentName: reserved.name, phones: reserved.phones };
  };
}

async function hideContact(deps: Deps, legId: string): Promise<void> {
  await deps.database.read.calls
    .hideContact(legId, true)
    .catch(nullReported(deps, 'a contact out of reach could not be marked so'));
}

function cutFor(
  { database }: Deps,
  call: CallState,
  { reserved, facts, hits, isIdentificationSkipped }: WhoCalls & { readonly reserved: ReservedAgent },
) {
  return cutCard(database.read, {
    viewer: reserved.viewer,
    people: reserved.people,
    hits: rankedHits(call, hits),
    facts,
    number: call.number,
    verstat: call.verstat,
    isIdentificationSkipped,
  });
}
