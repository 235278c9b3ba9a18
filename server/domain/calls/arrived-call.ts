import type { RankedHit } from '../callers/caller-identity.ts';
import type { RawHit } from '../callers/caller-store.ts';
import { rankHits } from '../callers/rank-hits.ts';
import type { CallProject, CallState } from './call-state.ts';
import type { Arrival, ArrivalProject } from './call-store.ts';
import type { IncomingCall } from './incoming-call.ts';

/** Who may be calling, ranked as of when the call came and for nobody in particular; each agent's preference comes on top. */
export function rankedHits(
  { extension, queuedAt }: Pick<CallState, 'extension' | 'queuedAt'>,
  found: readonly RawHit[],
): readonly RankedHit[] {
  return rankHits(found, { agentId: null, extension, at: new Date(queuedAt) });
}

/** Those a project wants to know of. */
export function wantedHits({ project, hits }: Arrival): readonly RawHit[] {
  return project?.isIdentificationOn === false ? [] : hits;
}

export function newCall(id: string, { caller, ...input }: IncomingCall): CallState {
  return {
    id,
    direction: 'inbound',
    status: 'ringing',
    result: null,
    version: 1,
    sipCallId: input.sipCallId,
    trunkId: input.trunkId,
    project: null,
    contactId: null,
    organizationId: null,
    agentId: null,
    agentName: null,
    meetingId: null,
    number: caller.e164,
    extension: caller.extension,
    numberReceived: caller.received,
    displayName: caller.displayName,
    isWithheld: caller.isWithheld,
    verstat: caller.verstat,
    dialled: input.dialled,
    queuedAt: input.receivedAt.toISOString(),
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    notAfter: null,
    hangupSide: null,
    sipCode: null,
    reason: null,
    gatewayId: input.gatewayId,
    leaseUntil: input.leaseUntil.toISOString(),
    legs: [],
    agents: [],
  };
}

export function callProject({
  id,
  name,
  ringSeconds,
  maxWaitSeconds,
  wrapUpSeconds,
}: ArrivalProject): CallProject {
  return { id, name, ringSeconds, maxWaitSeconds, wrapUpSeconds };
}
