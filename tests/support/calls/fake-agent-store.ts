import type { AgentStore, ReservedAgent } from '../../../server/domain/agents/agent-store.ts';
import type { AgentView } from '../../../server/domain/agents/agent.ts';
import { electedWindow } from './fake-database.ts';
import type { Tables } from './fake-tables.ts';

/** With what the stores do in one statement with the call. */
export interface FakeAgentStore extends AgentStore {
  reserveNext(projectId: string, callId: string, at: Date, refusedAfter: Date): Promise<ReservedAgent | null>;
}

export function fakeAgentStore(tables: Tables): FakeAgentStore {
  const find = (userId: string) => tables.agents.find((agent) => agent.userId === userId);
  const livePhones = (userId: string, at: Date) =>
    tables.phones.filter((phone) => phone.userId === userId && phone.expiresAt > at);
  const view = (userId: string, at: Date): AgentView | null => {
    const row = find(userId);
    if (row === undefined) return null;
    const { reservedFor: _, reservedUntil: __, ...agent } = row;
    return { ...agent, phones: livePhones(userId, at).length };
  };
  const isFree = (userId: string, at: Date, meetingId: string | null = null) => {
    const agent = find(userId);
    if (agent?.status !== 'available' || livePhones(userId, at).length === 0) return false;
    const isKept = agent.reservedUntil !== null && Date.parse(agent.reservedUntil) > at.getTime();
    return !isKept || (meetingId !== null && agent.reservedFor === meetingId);
  };
  const free = (projectId: string, at: Date) => {
    const members = tables.projects.find(({ id }) => id === projectId)?.memberIds ?? [];
    return tables.agents
      .filter(({ userId }) => members.includes(userId) && isFree(userId, at))
      .sort((one, other) => one.since.localeCompare(other.since) || one.userId.localeCompare(other.userId));
  };
  const reserve = (userId: string, callId: string, at: Date): ReservedAgent => {
    replace(tables, userId, (agent) => ({
      ...agent,
      status: 'ringing',
      callId,
      since: at.toISOString(),
      version: agent.version + 1,
      reservedFor: null,
      reservedUntil: null,
    }));
    const user = tables.users.find((one) => one.userId === userId)!;
    return {
      state: view(userId, at)!,
      name: user.name,
      viewer: user,
      people: tables.users,
      phones: livePhones(userId, at).map(({ contactUri, routeUri, transport }) => ({
        contactUri,
        routeUri,
        transport,
      })),
      popWindowId: electedWindow(tables, userId, at),
    };
  };

  return {
    reserveNext: async (projectId, callId, at, refusedAfter) => {
      const legs = tables.calls.find(({ state }) => state.id === callId)?.state.legs ?? [];
      const refused = legs.filter(
        (leg) => leg.endedAt !== null && Date.parse(leg.endedAt) > refusedAfter.getTime(),
      );
      const next = free(projectId, at).find(({ userId }) => !refused.some((leg) => leg.userId === userId));
      return next === undefined ? null : reserve(next.userId, callId, at);
    },
    reserveOne: async (userId, callId, at, meetingId) =>
      isFree(userId, at, meetingId) ? reserve(userId, callId, at) : null,
    countFree: async (projectId, at, most) => Math.min(free(projectId, at).length, most),
    freeMembers: async (projectId, at) => free(projectId, at).map(({ userId }) => userId),
    state: async (userId, at) => view(userId, at),
    touch: async (userId, at) => {
      replace(tables, userId, (agent) => ({ ...agent, version: agent.version + 1 }));
      return view(userId, at);
    },
    ensure: async (userId, at) => {
      if (find(userId) !== undefined || !tables.users.some((user) => user.userId === userId)) return;
      tables.agents.push({
        userId,
        status: 'offline',
        pauseReason: null,
        nextStatus: null,
        callId: null,
        wrapUpUntil: null,
        since: at.toISOString(),
        phones: 0,
        version: 0,
        reservedFor: null,
        reservedUntil: null,
      });
    },
    save: async (before, after) => {
      if (find(before.userId)?.version !== before.version) return false;
      replace(tables, before.userId, (agent) => ({ ...agent, ...after }));
      return true;
    },
    wrapUpsOver: async (at, limit) =>
      tables.agents
        .filter((agent) => agent.status === 'wrap_up' && agent.wrapUpUntil !== null)
        .filter((agent) => Date.parse(agent.wrapUpUntil!) <= at.getTime())
        .slice(0, limit)
        .map((agent) => view(agent.userId, at)!),
    register: async (phone, most) => {
      const known = tables.phones.find(
        (one) => one.userId === phone.userId && one.contactUri === phone.contactUri,
      );
      if (known?.sipCallId === phone.sipCallId && known.cseq >= phone.cseq) return false;
      const others = tables.phones.filter((one) => one !== known && one.userId === phone.userId);
      const replaced = others
        .toSorted((one, other) => other.registeredAt.getTime() - one.registeredAt.getTime())
        .slice(most - 1);
      tables.phones = [...tables.phones.filter((one) => one !== known && !replaced.includes(one)), phone];
      return true;
    },
    unregister: async (userId, contactUri, { sipCallId, cseq }) => {
      const kept = tables.phones.filter(
        (phone) =>
          phone.userId !== userId ||
          (contactUri !== null && phone.contactUri !== contactUri) ||
          (phone.sipCallId === sipCallId && phone.cseq >= cseq),
      );
      const unbound = tables.phones.length - kept.length;
      tables.phones = kept;
      return unbound;
    },
    dropSilent: async (userId, { contactUri, routeUri }, calledAt) => {
      const silent = tables.phones.find(
        (phone) =>
          phone.userId === userId &&
          phone.contactUri === contactUri &&
          phone.routeUri === routeUri &&
          phone.registeredAt <= calledAt,
      );
      tables.phones = tables.phones.filter((phone) => phone !== silent);
      return silent !== undefined;
    },
    phones: async (userId, at) =>
      livePhones(userId, at).map(({ contactUri, routeUri, transport, expiresAt }) => ({
        contactUri,
        routeUri,
        transport,
        expiresAt: expiresAt.toISOString(),
      })),
    dropExpiredRegistrations: async (at) => {
      const gone = tables.phones.filter((phone) => phone.expiresAt <= at);
      tables.phones = tables.phones.filter((phone) => phone.expiresAt > at);
      return [...new Set(gone.map(({ userId }) => userId))];
    },
  };
}

type AgentRow = Tables['agents'][number];

export function replace(tables: Tables, userId: string, change: (agent: AgentRow) => AgentRow): void {
  tables.agents = tables.agents.map((agent) => (agent.userId === userId ? change(agent) : agent));
}
