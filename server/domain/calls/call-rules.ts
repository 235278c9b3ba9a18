import { beginWrapUp, pauseForNoAnswer, release, takeCall } from '../agents/agent-rules.ts';
import type { AgentView } from '../agents/agent.ts';
import { type CallResult, type CallStatus, type HangupSide, nextCallStatuses } from './call.ts';
import type { CallState, LegState } from './call-state.ts';

// Each rule makes the state that follows; null when the event changes nothing: it is late, doubled, or lost a race.

export interface LegEnding {
  readonly at: Date;
  readonly result: 'busy' | 'rejected' | 'no_answer' | 'failed' | 'cancelled';
  readonly sipCode: number | null;
  readonly reason: string | null;
}

export interface CallEnding {
  readonly at: Date;
  readonly hangupSide: HangupSide;
  readonly sipCode: number | null;
  readonly reason: string | null;
  readonly result?: CallResult;
}

export function ringAgent(call: CallState, leg: LegState, agent: AgentView): CallState | null {
  if (!isWaitingForAgent(call)) return null;
  return next(call, {
    legs: [...call.legs, leg],
    agents: [...call.agents.filter(({ userId }) => userId !== agent.userId), agent],
  });
}

/** An inbound call that nobody's phone rings for. */
export function isWaitingForAgent(call: CallState): boolean {
  return call.direction === 'inbound' && call.status === 'ringing' && !call.legs.some(isOpen);
}

export function legRings(call: CallState, legId: string, at: Date, sipCode: number | null): CallState | null {
  const leg = call.legs.find(({ id }) => id === legId);
  if (leg?.status !== 'dialling' || call.status === 'ended') return null;
  const legs = replace(call.legs, { ...leg, status: 'ringing', ringingAt: at.toISOString(), sipCode });
  if (call.direction === 'outbound' && leg.kind === 'agent') return next(call, { legs });
  const status = mayBecome(call.status, 'ringing') ? 'ringing' : call.status;
  return next(call, { legs, status, ringingAt: call.ringingAt ?? at.toISOString() });
}

export function legEnds(call: CallState, legId: string, ending: LegEnding): CallState | null {
  const leg = call.legs.find(({ id }) => id === legId);
  if (leg === undefined || !isOpen(leg) || leg.status === 'answered' || call.status === 'ended') return null;
  const free = ending.result === 'no_answer' ? pauseForNoAnswer : release;
  return next(call, {
    legs: replace(call.legs, endedLeg(leg, ending)),
    agents: changeAgents(call, [leg], (agent) => free(agent, ending.at)),
  });
}

/** Inbound: the first phone that answers has the call. Outbound: it is answered once both have. */
export function legAnswers(call: CallState, legId: string, at: Date): CallState | null {
  const leg = call.legs.find(({ id }) => id === legId);
  if (leg === undefined || !isOpen(leg) || leg.status === 'answered') return null;
  return call.direction === 'inbound' ? inboundAnswered(call, leg, at) : outboundAnswered(call, leg, at);
}

export function callEnds(call: CallState, ending: CallEnding): CallState | null {
  if (call.status === 'ended') return null;
  const wasAnswered = call.status === 'answered';
  const result = ending.result ?? resultOf(call, ending);
  return next(call, {
    status: 'ended',
    result,
    endedAt: ending.at.toISOString(),
    hangupSide: ending.hangupSide,
    sipCode: ending.sipCode,
    reason: ending.reason,
    legs: call.legs.map((leg) => (isOpen(leg) ? legAtCallEnd(leg, result, ending) : leg)),
    agents: changeAgents(call, call.legs, (agent) => afterCall(call, agent, wasAnswered, ending.at)),
  });
}

/** Whoever gets a state from this dials; everybody else gets null. */
export function outboundClaimed(
  call: CallState,
  gatewayId: string,
  leaseUntil: Date,
  trunkId: string,
): CallState | null {
  if (call.status !== 'queued') return null;
  return next(call, { status: 'dialling', gatewayId, leaseUntil: leaseUntil.toISOString(), trunkId });
}

export function isOpen(leg: LegState): boolean {
  return leg.status !== 'ended';
}

function inboundAnswered(call: CallState, leg: LegState, at: Date): CallState | null {
  if (!mayBecome(call.status, 'answered')) return null;
  const others = call.legs.filter((other) => isOpen(other) && other.id !== leg.id);
  const cancelled: LegEnding = { at, result: 'cancelled', sipCode: null, reason: 'answered_elsewhere' };
  const agents = changeAgents(call, others, (agent) => release(agent, at)).map((agent) =>
    agent.userId === leg.userId && agent.callId === call.id ? takeCall(agent, at) : agent,
  );
  return next(call, {
    status: 'answered',
    answeredAt: at.toISOString(),
    ringingAt: call.ringingAt ?? at.toISOString(),
    agentId: leg.userId,
    agentName: leg.userName,
    legs: call.legs.map((other) => {
      if (other.id === leg.id) return answeredLeg(leg, at);
      return isOpen(other) ? endedLeg(other, cancelled) : other;
    }),
    agents,
  });
}

function outboundAnswered(call: CallState, leg: LegState, at: Date): CallState | null {
  if (call.status !== 'dialling' && call.status !== 'ringing') return null;
  const legs = replace(call.legs, answeredLeg(leg, at));
  const agents =
    leg.kind === 'agent' ? changeAgents(call, [leg], (agent) => takeCall(agent, at)) : call.agents;
  const haveBothAnswered = legs.every((one) => one.status === 'answered');
  if (!haveBothAnswered) return next(call, { legs, agents });
  return next(call, { legs, agents, status: 'answered', answeredAt: at.toISOString() });
}

/** What a call that ended without anybody saying how has come to. */
function resultOf(call: CallState, { hangupSide, sipCode }: CallEnding): CallResult {
  if (call.status === 'answered') return 'answered';
  if (call.direction === 'inbound') return hangupSide === 'contact' ? 'abandoned' : 'missed';
  if (hangupSide === 'agent') return 'cancelled';
  if (sipCode === 486 || sipCode === 600) return 'busy';
  if (sipCode === 603) return 'rejected';
  if (sipCode === 408 || sipCode === 480 || sipCode === 487) return 'no_answer';
  return 'failed';
}

function afterCall(call: CallState, agent: AgentView, wasAnswered: boolean, at: Date): AgentView {
  const seconds = call.project?.wrapUpSeconds ?? 0;
  const hasTalked = wasAnswered && agent.status === 'on_call';
  return hasTalked && seconds > 0 ? beginWrapUp(agent, at, seconds) : release(agent, at);
}

function legAtCallEnd(leg: LegState, result: CallResult, { at, sipCode, reason }: CallEnding): LegState {
  const legResult = leg.status === 'answered' ? 'answered' : leg.kind === 'contact' ? result : 'cancelled';
  return { ...leg, status: 'ended', result: legResult, endedAt: at.toISOString(), sipCode, reason };
}

function answeredLeg(leg: LegState, at: Date): LegState {
  const answeredAt = at.toISOString();
  return { ...leg, status: 'answered', answeredAt, ringingAt: leg.ringingAt ?? answeredAt, sipCode: 200 };
}

function endedLeg(leg: LegState, { at, result, sipCode, reason }: LegEnding): LegState {
  return { ...leg, status: 'ended', result, endedAt: at.toISOString(), sipCode, reason };
}

/** Applies `rule` to those agents of the legs whom this call holds. */
function changeAgents(
  call: CallState,
  legs: readonly LegState[],
  rule: (agent: AgentView) => AgentView,
): readonly AgentView[] {
  const userIds = new Set(legs.filter(isOpen).map((leg) => leg.userId));
  return call.agents.map((agent) =>
    userIds.has(agent.userId) && isHeldBy(agent, call) ? rule(agent) : agent,
  );
}

function isHeldBy(agent: AgentView, call: CallState): boolean {
  return agent.callId === call.id && (agent.status === 'ringing' || agent.status === 'on_call');
}

function mayBecome(from: CallStatus, to: CallStatus): boolean {
  return nextCallStatuses[from].includes(to);
}

function replace(legs: readonly LegState[], changed: LegState): readonly LegState[] {
  return legs.map((leg) => (leg.id === changed.id ? changed : leg));
}

function next(call: CallState, changes: Partial<CallState>): CallState {
  return { ...call, ...changes, version: call.version + 1 };
}
