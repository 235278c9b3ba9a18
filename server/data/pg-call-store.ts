import type { AgentView } from '#domain/agents/agent.ts';
import type { CallProject, CallState } from '#domain/calls/call-state.ts';
import type {
  Arrival,
  CallStore,
  CardMaterial,
  Dialling,
  NewCall,
  NewWrapUp,
} from '#domain/calls/call-store.ts';
import type { CallerCardFacts } from '#domain/calls/caller-card-facts.ts';
import { findInLog, listLog } from './pg-call-log.ts';
import * as sql from './pg-call-statements.ts';
import { first, type Queryable, rows, type Statement, written } from './pg-statement.ts';

const NOTHING: CardMaterial = { viewer: null, people: [], hits: [], facts: null, outcomes: [] };

/** Over a pool each method stands alone; over a client in a transaction they share it. */
export function pgCallStore(client: Queryable): CallStore {
  const ids = async (statement: Statement, values: readonly unknown[]) =>
    (await rows<{ id: string }>(client, statement, values)).map(({ id }) => id);

  return {
    arrival: async ({ projectId, dialled, e164 }) =>
      (await first<Arrival>(client, sql.arrival, [projectId, dialled, e164])) ?? { project: null, hits: [] },
    insert: (call) => first<{ cardFacts: CallerCardFacts | null }>(client, sql.insert, insertValues(call)),
    load: (callId, at) => first<CallState>(client, sql.load, [callId, at]),
    findBySipCallId: (sipCallId, at) => first<CallState>(client, sql.findBySipCallId, [sipCallId, at]),
    save: async (before, after, wrapUp) =>
      (await first(client, sql.save, saveValues(before, after, wrapUp))) !== null,
    cardMaterial: async (callId, userId, at) =>
      (await first<CardMaterial>(client, sql.cardMaterial, [callId, userId, at])) ?? NOTHING,
    renewLeases: async (gatewayId, callIds, leaseUntil) =>
      void (await written(client, sql.renewLeases, [gatewayId, callIds, leaseUntil])),
    orphans: (now, limit) => ids(sql.orphans, [now, limit]),
    queuedOutbound: (now) => ids(sql.queuedOutbound, [now]),
    dialling: (callId) => first<Dialling>(client, sql.dialling, [callId]),
    openCallsOf: (userId, at) => rows<CallState>(client, sql.openCallsOf, [userId, at]),
    async wrapUpOf(userId, at) {
      const row = await first<CallState & { startedAt: string }>(client, sql.wrapUpOf, [userId, at]);
      if (row === null) return null;
      const { startedAt, ...call } = row;
      return { call, startedAt };
    },
    project: async (projectId) =>
      (await first<{ project: CallProject }>(client, sql.project, [projectId]))?.project ?? null,
    outcomes: (projectId) => rows<{ id: string; name: string }>(client, sql.outcomes, [projectId]),
    completeWrapUp: async ({ callId, userId, outcomeId, note, at }) =>
      (await written(client, sql.completeWrapUp, [callId, userId, outcomeId, note, at])) > 0,
    setPopWindow: async (legId, windowId) =>
      void (await written(client, sql.setPopWindow, [legId, windowId])),
    hideContact: async (legId, isHidden) => void (await written(client, sql.hideContact, [legId, isHidden])),
    tieToContact: async ({ callId, e164, contactId, organizationId }) =>
      (await ids(sql.tieToContact, [callId, e164, contactId, organizationId])).length,
    untie: async (callId, contactId) => void (await written(client, sql.untie, [callId, contactId])),
    recordPainted: async (callId, userId, windowId, at) =>
      (await first<{ paintedMs: number }>(client, sql.recordPainted, [callId, userId, windowId, at]))
        ?.paintedMs ?? null,
    list: (page, reach, viewer) => listLog(client, page, reach, viewer),
    find: (callId, reach, viewer) => findInLog(client, callId, reach, viewer),
  };
}

function insertValues({ state, hits }: NewCall): readonly unknown[] {
  return [
    state.id,
    state.direction,
    state.status,
    state.result,
    state.version,
    state.sipCallId,
    state.trunkId,
    state.project?.id ?? null,
    state.contactId,
    state.organizationId,
    state.agentId,
    state.number,
    state.extension,
    state.numberReceived,
    state.displayName,
    state.isWithheld,
    state.verstat,
    state.dialled,
    JSON.stringify(hits),
    state.queuedAt,
    state.endedAt,
    state.notAfter,
    state.hangupSide,
    state.sipCode,
    state.reason,
    state.gatewayId,
    state.leaseUntil,
    JSON.stringify(state.legs),
  ];
}

function saveValues(before: CallState, after: CallState, wrapUp: NewWrapUp | null): readonly unknown[] {
  return [
    before.id,
    before.version,
    JSON.stringify(changedAgents(before.agents, after.agents)),
    JSON.stringify(after.legs.filter((leg) => !before.legs.includes(leg))),
    wrapUp?.userId ?? null,
    wrapUp?.startedAt ?? null,
    after.version,
    after.status,
    after.result,
    after.trunkId,
    after.agentId,
    after.ringingAt,
    after.answeredAt,
    after.endedAt,
    after.hangupSide,
    after.sipCode,
    after.reason,
    after.gatewayId,
    after.leaseUntil,
  ];
}

/** Each with the version it was read with, as `known`. */
function changedAgents(before: readonly AgentView[], after: readonly AgentView[]) {
  return after
    .filter((agent) => !before.includes(agent))
    .map((agent) => ({ ...agent, known: before.find(({ userId }) => userId === agent.userId)?.version }));
}
