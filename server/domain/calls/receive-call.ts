import { contactReach, isInReach } from '../access/reach.ts';
import type { ReservedAgent } from '../agents/agent-store.ts';
import type { RankedHit } from '../callers/caller-identity.ts';
import { contactToTie, preferManagedBy } from '../callers/rank-hits.ts';
import { type Deps, nullReported } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { callProject, newCall, rankedHits, wantedHits } from './arrived-call.ts';
import { isOpenAt } from './business-hours.ts';
import { isOpen } from './call-rules.ts';
import type { CallState } from './call-state.ts';
import type { Arrival, ArrivalProject, ReceivedCall } from './call-store.ts';
import { callView } from './call-view.ts';
import { cutCard } from './cut-card.ts';
import type { CallWithCard } from '../desk/desk-view.ts';
import type { IncomingCall } from './incoming-call.ts';
import { newAgentLeg } from './new-agent-leg.ts';
import { publishAgents, publishTimeline } from './publish-call-change.ts';
import type { RingPlan } from './ring-plan.ts';

/** A project that is changed again each time it is read is not waited for any longer. */
const LOOKS = 5;

/** Whether others wait for the project already: nobody is rung for a call before them. */
export type IsWaitedFor = (projectId: string) => boolean;

const byNobody: IsWaitedFor = () => false;

/** A call came in: who is it, and who shall answer? Idempotent on the SIP Call-ID. */
export function receiveCall(deps: Deps) {
  /** By what leads there, as last read: the write checks that it is still so. */
  const projects = new Map<string, ArrivalProject>();
  return async (input: IncomingCall, isWaitedFor = byNobody): Promise<RingPlan> => {
    const key = input.project?.id ?? input.dialled;
    for (let look = 1; look <= LOOKS; look += 1) {
      const known = projects.get(key);
      if (known !== undefined && isOpenFor(known, input)) {
        const plan = await ringSomebody(deps, input, known, () => isWaitedFor(known.id));
        if (plan !== 'project_changed') return plan;
      }
      const arrival = await deps.database.read.calls.arrival({
        projectId: input.project?.id ?? null,
        dialled: input.dialled,
        e164: input.caller.e164,
      });
      const { project } = arrival;
      if (project === null) return refuse(deps, input, arrival, 404, 'no_project');
      if (!isOpenFor(project, input)) return refuse(deps, input, arrival, 480, 'closed');
      projects.set(key, project);
    }
    throw new DomainError('conflict', 'the project was changed each time the call was about to be written');
  };
}

function isOpenFor({ businessHours, timeZone }: ArrivalProject, { receivedAt }: IncomingCall): boolean {
  return isOpenAt(businessHours, timeZone, receivedAt);
}

async function ringSomebody(
  deps: Deps,
  input: IncomingCall,
  project: ArrivalProject,
  hasToWait: () => boolean,
): Promise<RingPlan | 'project_changed'> {
  const arrived = { ...newCall(deps.newId(), input), project: callProject(project) };
  const legId = deps.newId();
  const received = await deps.database.receive(
    { state: arrived, legId, project, isNamed: input.project !== null, hasToWait },
    ({ hits, reserved }) => stateWith(arrived, legId, rankedHits(arrived, hits), reserved),
  );
  if (received === 'project_changed') return received;
  if (received === 'known_already') {
    deps.publisher.agentsFreed();
    return planAgain(deps, input);
  }
  const { state, reserved } = received;
  deps.database.recentCalls.put(state);
  publishArrival(deps, state, reserved, await ringing(deps, received, project));
  return planOf(state, project, reserved, legId);
}

function stateWith(
  arrived: CallState,
  legId: string,
  hits: readonly RankedHit[],
  reserved: ReservedAgent | null,
): CallState {
  const reach = reserved && contactReach(reserved.viewer, reserved.people, 'read');
  const preferred = reserved ? preferManagedBy(hits, reserved.viewer.userId) : hits;
  const tied = contactToTie(preferred, (hit) => reach === null || isInReach(reach, hit));
  const isContactHidden = tied !== null && reach !== null && !isInReach(reach, tied);
  return {
    ...arrived,
    contactId: tied?.contactId ?? null,
    organizationId: (tied ?? preferred[0])?.organizationId ?? null,
    legs: reserved ? [newAgentLeg(legId, reserved, arrived.queuedAt, isContactHidden)] : [],
    agents: reserved ? [reserved.state] : [],
  };
}

/** What the reserved agent's windows are told. */
async function ringing(
  deps: Deps,
  { state, hits, reserved, cardFacts }: ReceivedCall,
  project: ArrivalProject,
): Promise<CallWithCard | null> {
  if (reserved === null) return null;
  const cut = await cutCard(deps.database.read, {
    viewer: reserved.viewer,
    people: reserved.people,
    hits: rankedHits(state, hits),
    facts: cardFacts,
    number: state.number,
    verstat: state.verstat,
    isIdentificationSkipped: !project.isIdentificationOn,
    // the call is written and its agent reserved: whatever else cannot be read now, his phone rings
  }).catch(nullReported(deps, 'the card of a call could not be cut'));
  if (cut === null) return null;
  const { card } = cut;
  return { call: callView(state, reserved.viewer.userId), card, popWindowId: reserved.popWindowId };
}

function publishArrival(
  { publisher }: Deps,
  state: CallState,
  reserved: ReservedAgent | null,
  rang: CallWithCard | null,
): void {
  if (reserved !== null && rang !== null) publisher.toUser(reserved.viewer.userId, 'call:rang', rang);
  publishAgents(publisher, [], state.agents);
  publishTimeline(publisher, null, state);
}

function planOf(
  state: CallState,
  { id: projectId, ringSeconds, maxWaitSeconds }: ArrivalProject,
  reserved: ReservedAgent | null,
  legId: string,
): RingPlan {
  const callId = state.id;
  const held = { callId, projectId, ringSeconds, maxWaitSeconds };
  if (reserved === null) return { kind: 'wait', ...held };
  const { name, phones, viewer } = reserved;
  const ring = { legId, userId: viewer.userId, agentName: name, phones };
  return { kind: 'ring', ...held, ring };
}

/** The same INVITE once more: the answer it got the first time, as far as it still holds. */
async function planAgain({ database }: Deps, input: IncomingCall): Promise<RingPlan> {
  const call = await database.read.calls.findBySipCallId(input.sipCallId, input.receivedAt);
  if (call === null || call.status === 'ended' || call.project === null) {
    return { kind: 'refuse', callId: call?.id ?? null, sipCode: call?.sipCode ?? 480, reason: 'ended' };
  }
  const { id: projectId, ringSeconds, maxWaitSeconds } = call.project;
  const held = { callId: call.id, projectId, ringSeconds, maxWaitSeconds };
  const leg = call.legs.find((one) => one.kind === 'agent' && isOpen(one));
  if (leg?.userId == null) return { kind: 'wait', ...held };
  const bound = await database.read.agents.phones(leg.userId, input.receivedAt);
  const phones = bound.map(({ contactUri, routeUri, transport }) => ({ contactUri, routeUri, transport }));
  const ring = { legId: leg.id, userId: leg.userId, agentName: leg.userName ?? '', phones };
  return { kind: 'ring', ...held, ring };
}

/** A call that nobody is asked to take is in the log all the same. */
async function refuse(
  { database, newId }: Deps,
  input: IncomingCall,
  arrival: Arrival,
  sipCode: number,
  reason: 'no_project' | 'closed',
): Promise<RingPlan> {
  const arrived = newCall(newId(), input);
  const found = wantedHits(arrival);
  const hits = rankedHits(arrived, found);
  const tied = contactToTie(hits, () => true);
  const state: CallState = {
    ...arrived,
    project: arrival.project && callProject(arrival.project),
    contactId: tied?.contactId ?? null,
    organizationId: (tied ?? hits[0])?.organizationId ?? null,
    status: 'ended',
    result: 'rejected',
    endedAt: input.receivedAt.toISOString(),
    hangupSide: 'system',
    sipCode,
    reason,
  };
  const isNew = await database.read.calls.insert({ state, hits: found });
  return { kind: 'refuse', callId: isNew ? state.id : null, sipCode, reason };
}
