import type { AgentStore, ReservedAgent } from '#domain/agents/agent-store.ts';
import type { AgentView } from '#domain/agents/agent.ts';
import type { PhoneBinding } from '#domain/agents/phone-binding.ts';
import * as sql from './pg-agent-statements.ts';
import { first, type Queryable, rows, type Statement, written } from './pg-statement.ts';

/** Over a pool each method stands alone; over a client in a transaction they share it. */
export function pgAgentStore(client: Queryable): AgentStore {
  const oneState = async (statement: Statement, values: readonly unknown[]) =>
    (await first<{ state: AgentView }>(client, statement, values))?.state ?? null;
  const ids = async (statement: Statement, values: readonly unknown[]) =>
    (await rows<{ id: string }>(client, statement, values)).map(({ id }) => id);

  return {
    reserveOne: (userId, callId, at, meetingId) =>
      first<ReservedAgent>(client, sql.reserveOne, [userId, at, callId, meetingId]),
    countFree: async (projectId, at, most) =>
      (await rows(client, sql.firstFree, [projectId, at, most])).length,
    freeMembers: (projectId, at) => ids(sql.freeMembers, [projectId, at]),
    state: (userId, at) => oneState(sql.state, [userId, at]),
    touch: (userId, at) => oneState(sql.touch, [userId, at]),
    ensure: async (userId, at) => void (await written(client, sql.ensure, [userId, at])),
    save: async (before, after) => (await written(client, sql.save, saveValues(before, after))) > 0,
    wrapUpsOver: async (at, limit) =>
      (await rows<{ state: AgentView }>(client, sql.wrapUpsOver, [at, limit])).map(({ state }) => state),
    register: async (phone, most) =>
      (await written(client, sql.register, [
        phone.id,
        phone.userId,
        phone.contactUri,
        phone.routeUri,
        phone.transport,
        phone.userAgent,
        phone.sipCallId,
        phone.cseq,
        phone.registeredAt,
        phone.expiresAt,
        most,
      ])) > 0,
    unregister: (userId, contactUri, { sipCallId, cseq }) =>
      written(client, sql.unregister, [userId, contactUri, sipCallId, cseq]),
    dropSilent: async (userId, { contactUri, routeUri }, calledAt) =>
      (await written(client, sql.dropSilent, [userId, contactUri, routeUri, calledAt])) > 0,
    phones: (userId, at) => rows<PhoneBinding>(client, sql.phones, [userId, at]),
    dropExpiredRegistrations: (at) => ids(sql.dropExpired, [at]),
  };
}

function saveValues(before: AgentView, after: AgentView): readonly unknown[] {
  const { userId, status, pauseReason, nextStatus, callId, wrapUpUntil, since, version } = after;
  return [userId, before.version, status, pauseReason, nextStatus, callId, wrapUpUntil, since, version];
}
