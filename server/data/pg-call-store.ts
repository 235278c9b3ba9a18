import pg from 'pg';
import type { CallProject, CallState } from '#domain/calls/call-state.ts';
import type { Arrival, CallStore, CardMaterial, Dialling, NewCall } from '#domain/calls/call-store.ts';
import { findInLog, listLog } from './pg-call-log.ts';
import { inGroups } from './in-groups.ts';
import { type CallSave, changedAgents, saveCalls, type Unsaved } from './pg-call-saves.ts';
import { twice } from './pg-transaction.ts';
import * as sql from './pg-call-statements.ts';
import { first, type Queryable, rows, type Statement, written } from './pg-statement.ts';

/** Inside a transaction each waits for the one before anyway. */
const oneByOne: typeof inGroups = ({ alone }) => alone;

const NOBODY: Arrival = { project: null, hits: [] };

const NOTHING: CardMaterial = {
  viewer: null,
  people: [],
  hits: [],
  isIdentificationSkipped: false,
  facts: null,
  outcomes: [],
};

/** Over a pool each method stands alone; over a client in a transaction they share it. */
export function pgCallStore(client: Queryable, unsaved: Unsaved = { count: 0 }): CallStore {
  const together = client instanceof pg.Pool ? inGroups : oneByOne;
  const arrival = together({
    largest: 32,
    together: (group: readonly ArrivalQuestion[]) => findArrivals(client, group),
    alone: async (one) => (await findArrivals(client, [one]))[0] ?? NOBODY,
  });
  const save = together({
    largest: 32,
    together: (group: readonly CallSave[]) => saveCalls(client, group),
    alone: async (one) => (await twice(() => saveCalls(client, [one])))[0] ?? false,
    concerns: (one) => [one.before.id, ...changedAgents(one).map(({ userId }) => userId)],
  });
  const ids = async (statement: Statement, values: readonly unknown[]) =>
    (await rows<{ id: string }>(client, statement, values)).map(({ id }) => id);

  return {
    arrival,
    insert: async (call) => (await rows(client, sql.insert, newCallValues(call))).length > 0,
    load: (callId, at) => first<CallState>(client, sql.load, [callId, at]),
    findBySipCallId: (sipCallId, at) => first<CallState>(client, sql.findBySipCallId, [sipCallId, at]),
    async save(before, after, wrapUp) {
      unsaved.count += 1;
      try {
        return await save({ before, after, wrapUp });
      } finally {
        unsaved.count -= 1;
      }
    },
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

type ArrivalQuestion = Parameters<CallStore['arrival']>[0];

async function findArrivals(
  client: Queryable,
  questions: readonly ArrivalQuestion[],
): Promise<readonly Arrival[]> {
  const asked = questions.map((question, place) => ({ ...question, place }));
  const found = await rows<Arrival & { place: number }>(client, sql.arrival, [JSON.stringify(asked)]);
  const byPlace = new Map(found.map(({ place, ...arrival }) => [place, arrival]));
  return questions.map((_, place) => byPlace.get(place) ?? NOBODY);
}

function newCallValues({ state, hits }: NewCall): readonly string[] {
  const { project, legs, agents: _, ...columns } = state;
  const labelledAs = state.agentId ?? legs.find(({ userId }) => userId !== null)?.userId ?? null;
  const call = { ...columns, projectId: project?.id ?? null, hits, labelledAs };
  return [[call], legs.map((leg) => ({ ...leg, callId: state.id }))].map((each) => JSON.stringify(each));
}
