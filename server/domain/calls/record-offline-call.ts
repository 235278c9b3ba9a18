import { contactToTie } from '../callers/rank-hits.ts';
import type { Deps } from '../shared/deps.ts';
import type { CallResult, HangupSide } from './call.ts';
import type { CallState, LegState } from './call-state.ts';
import type { IncomingCall } from './incoming-call.ts';
import { publishTimeline } from './publish-call-change.ts';
import { callProject, newCall, rankedHits, wantedHits } from './arrived-call.ts';

/** A call that was served while the database was away, from its beginning to its end. */
export interface OfflineCall {
  /** Made when it came, so that windows and log speak of the same call. */
  readonly callId: string;
  readonly incoming: IncomingCall;
  readonly ringingAt: Date | null;
  readonly answeredAt: Date | null;
  /** Who answered. */
  readonly agent: { readonly userId: string; readonly name: string } | null;
  readonly endedAt: Date;
  readonly hangupSide: HangupSide;
  readonly sipCode: number | null;
  readonly reason: string | null;
}

/** Writes such a call into the log once the database is back (T71). Again changes nothing. */
export function recordOfflineCall(deps: Deps) {
  return async (call: OfflineCall): Promise<void> => {
    const { dialled, project } = call.incoming;
    const arrival = await deps.database.read.calls.arrival({
      projectId: project?.id ?? null,
      dialled,
      e164: call.incoming.caller.e164,
    });
    const state = newCall(call.callId, call.incoming);
    const found = wantedHits(arrival);
    const hits = rankedHits(state, found);
    const tied = contactToTie(hits, () => true);
    const arrived: CallState = {
      ...state,
      project: arrival.project && callProject(arrival.project),
      contactId: tied?.contactId ?? null,
      organizationId: (tied ?? hits[0])?.organizationId ?? null,
    };
    const ended = endOf(arrived, call, deps.newId());
    const isWritten = await deps.database.transaction(async (stores) => {
      const isNew = await stores.calls.insert({ state: arrived, hits: found });
      return isNew && stores.calls.save(arrived, ended, null);
    });
    if (isWritten) publishTimeline(deps.publisher, null, ended);
  };
}

function endOf(arrived: CallState, call: OfflineCall, legId: string): CallState {
  const { agent, hangupSide, sipCode, reason } = call;
  return {
    ...arrived,
    version: arrived.version + 1,
    status: 'ended',
    result: resultOf(call),
    agentId: agent?.userId ?? null,
    agentName: agent?.name ?? null,
    ringingAt: call.ringingAt?.toISOString() ?? null,
    answeredAt: call.answeredAt?.toISOString() ?? null,
    endedAt: call.endedAt.toISOString(),
    hangupSide,
    sipCode,
    reason,
    legs: agent ? [answeredLeg(legId, call, agent)] : [],
  };
}

function resultOf({ answeredAt, hangupSide }: OfflineCall): CallResult {
  if (answeredAt !== null) return 'answered';
  return hangupSide === 'contact' ? 'abandoned' : 'missed';
}

function answeredLeg(id: string, call: OfflineCall, agent: NonNullable<OfflineCall['agent']>): LegState {
  return {
    id,
    kind: 'agent',
    status: 'ended',
    userId: agent.userId,
    userName: agent.name,
    number: null,
    result: 'answered',
    popWindowId: null,
    isContactHidden: false,
    startedAt: call.incoming.receivedAt.toISOString(),
    ringingAt: call.ringingAt?.toISOString() ?? null,
    answeredAt: call.answeredAt?.toISOString() ?? null,
    endedAt: call.endedAt.toISOString(),
    sipCode: call.sipCode,
    reason: call.reason,
  };
}
