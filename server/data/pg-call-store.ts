import pg from 'pg';
import type { CallProject, CallState } from '#domain/calls/call-state.ts';
import type { Arrival, CallStore, CardMaterial, Dialling, NewCall } from '#domain/calls/call-store.ts';
import type { CallerCardFacts } from '#domain/calls/caller-card-facts.ts';
import { findInLog, listLog } from './pg-call-log.ts';
import { savesInGroups } from './pg-call-save-groups.ts';
import { type CallSave, saveCalls } from './pg-call-saves.ts';
import * as sql from './pg-call-statements.ts';
import { first, type Queryable, rows, type Statement, written } from './pg-statement.ts';

const NOTHING: CardMaterial = { viewer: null, people: [], hits: [], facts: null, outcomes: [] };

/** Over a pool each method stands alone; over a client in a transaction they share it. */
export function pgCallStore(client: Queryable): CallStore {
  const save =
    client instanceof pg.Pool
      ? savesInGroups(client)
      : async (one: CallSave) => (await saveCalls(client, [one]))[0] ?? false;
  const ids = async (statement: Statement, values: readonly unknown[]) =>
    (await rows<{ id: string }>(client, statement, values)).map(({ id }) => id);

  return {
    arrival: async ({ projectId, dialled, e164 }) =>
      (await first<Arrival>(client, sql.arrival, [projectId, dialled, e164])) ?? { project: null, hits: [] },
    insert: (call) => first<{ cardFacts: CallerCardFacts | null }>(client, sql.insert, insertValues(call)),
    load: (callId, at) => first<CallState>(client, sql.load, [callId, at]),
    findBySipCallId: (sipCallId, at) => first<CallState>(client, sql.findBySipCallId, [sipCallId, at]),
    save: (before, after, wrapUp) => save({ before, after, wrapUp }),
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
    list: (page, reach) => listLog(client, page, reach),
    find: (callId, reach) => findInLog(client, callId, reach),
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
    JSON.stringify(state.legs.map((leg) => ({ ...leg, callId: state.id }))),
  ];
}
