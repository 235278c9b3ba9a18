import { findContactReach } from '../access/find-reach.ts';
import { isInReach } from '../access/reach.ts';
import type { ReservedAgent } from '../agents/agent-store.ts';
import type { E164 } from '../callers/phone-number.ts';
import type { CallWithCard } from '../desk/desk-view.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import type { CallState, LegState } from './call-state.ts';
import { callView } from './call-view.ts';
import { type CallerCardFacts, reachableOf } from './caller-card-facts.ts';
import { cutCard } from './cut-card.ts';
import { newAgentLeg } from './new-agent-leg.ts';

export interface OutboundCall {
  /** Made by the caller of this, so that the attempt can name it in the same transaction. */
  readonly callId: string;
  readonly projectId: string;
  /** Null: any free member of the project who may see the contact. */
  readonly userId: string | null;
  readonly contactId: string | null;
  /** The meeting the agent may be kept free for. */
  readonly meetingId: string | null;
  readonly number: E164;
  readonly extension: string | null;
  readonly numberReceived: string;
  readonly displayName: string | null;
  readonly at: Date;
  /** Later than this it must not be dialled any more. */
  readonly notAfter: Date | null;
}

export interface QueuedOutbound {
  readonly callId: string;
  readonly agent: ReservedAgent;
  /** To publish after commit: 'call:rang' to the agent, 'agent:changed'. */
  readonly rang: CallWithCard;
}

/**
 * Inside the caller's transaction: reserves the agent and inserts the call, `queued`, for whichever gateway claims
 * it. Null when no agent is free: nothing is written then.
 */
export function queueOutbound({ newId }: Pick<Deps, 'newId'>) {
  return async (stores: Stores, call: OutboundCall): Promise<QueuedOutbound | null> => {
    const facts = call.contactId === null ? null : await stores.callers.cardFacts(call.contactId, call.at);
    const agent = await reserve(stores, call, facts);
    const project = await stores.calls.project(call.projectId);
    if (agent === null || project === null) return null;
    const { card, isContactHidden } = await cutCard(stores, {
      viewer: agent.viewer,
      people: agent.people,
      hits: [],
      facts,
      number: call.number,
      verstat: null,
      isIdentificationSkipped: false,
    });
    const legs = [
      newAgentLeg(newId(), agent, call.at.toISOString(), isContactHidden),
      contactLeg(newId(), call),
    ];
    const state = {
      ...newOutbound(call, agent),
      project,
      organizationId: facts?.organization?.id ?? null,
      legs,
    };
    await stores.calls.insert({ state, hits: [] });
    const rang = { call: callView(state, agent.viewer.userId), card, popWindowId: agent.popWindowId };
    return { callId: call.callId, agent, rang };
  };
}

async function reserve(
  stores: Stores,
  { projectId, userId, callId, meetingId, at }: OutboundCall,
  facts: CallerCardFacts | null,
): Promise<ReservedAgent | null> {
  if (userId !== null) return stores.agents.reserveOne(userId, callId, at, meetingId);
  for (const candidate of await stores.agents.freeMembers(projectId, at)) {
    if (facts !== null && !(await mayReach(stores, candidate, facts))) continue;
    const agent = await stores.agents.reserveOne(candidate, callId, at, meetingId);
    if (agent !== null) return agent;
  }
  return null;
}

async function mayReach(stores: Stores, userId: string, facts: CallerCardFacts): Promise<boolean> {
  const viewer = await stores.access.viewer(userId);
  if (viewer === null) return false;
  return isInReach(await findContactReach(stores, viewer, 'read'), reachableOf(facts));
}

function newOutbound(call: OutboundCall, agent: ReservedAgent): CallState {
  return {
    id: call.callId,
    direction: 'outbound',
    status: 'queued',
    result: null,
    version: 1,
    sipCallId: null,
    trunkId: null,
    project: null,
    contactId: call.contactId,
    organizationId: null,
    agentId: agent.viewer.userId,
    agentName: agent.name,
    meetingId: call.meetingId,
    number: call.number,
    extension: call.extension,
    numberReceived: call.numberReceived,
    displayName: call.displayName,
    isWithheld: false,
    verstat: null,
    dialled: null,
    queuedAt: call.at.toISOString(),
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    notAfter: call.notAfter?.toISOString() ?? null,
    hangupSide: null,
    sipCode: null,
    reason: null,
    gatewayId: null,
    leaseUntil: null,
    legs: [],
    agents: [agent.state],
  };
}

function contactLeg(id: string, { number, at }: OutboundCall): LegState {
  return {
    id,
    kind: 'contact',
    status: 'dialling',
    userId: null,
    userName: null,
    number,
    result: null,
    popWindowId: null,
    isContactHidden: false,
    startedAt: at.toISOString(),
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    sipCode: null,
    reason: null,
  };
}
