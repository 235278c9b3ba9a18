import { type CallReach, isCallInReach, isInReach } from '../../../server/domain/access/reach.ts';
import { reachableOf } from '../../../server/domain/calls/caller-card-facts.ts';
import { NO_LABELS } from '../access/viewers.ts';
import type { AgentView } from '../../../server/domain/agents/agent.ts';
import type { LoggedCallWithLegs } from '../../../server/domain/calls/call-log.ts';
import type { CallState } from '../../../server/domain/calls/call-state.ts';
import type { CallStore } from '../../../server/domain/calls/call-store.ts';
import { replace } from './fake-agent-store.ts';
import { cardFacts, findHits } from './fake-caller-store.ts';
import type { Tables } from './fake-tables.ts';

type Row = Tables['calls'][number];

export function fakeCallStore(tables: Tables): CallStore {
  const find = (callId: string) => tables.calls.find(({ state }) => state.id === callId);
  const outcomesOf = (projectId: string | undefined) =>
    tables.outcomes.filter((one) => one.projectId === projectId).map(({ id, name }) => ({ id, name }));
  const change = (callId: string, changes: Partial<CallState>) => {
    const row = find(callId);
    if (row !== undefined) row.state = { ...row.state, ...changes };
  };
  const whole = (row: Row, at: Date): CallState => ({
    ...row.state,
    agents: agentsOf(tables, row.state.id, at),
  });
  const isOpenFor = ({ state }: Row, userId: string) =>
    state.status !== 'ended' && state.legs.some((leg) => leg.userId === userId && leg.status !== 'ended');

  return {
    arrival: async ({ projectId, dialled, e164 }) => ({
      project: tables.projects.find((one) => one.id === projectId || one.dialled === dialled) ?? null,
      hits: e164 === null ? [] : findHits(tables, e164),
    }),
    insert: async ({ state, hits }) => {
      const isKnown = tables.calls.some(({ state: one }) => one.sipCallId === state.sipCallId);
      if (state.sipCallId !== null && isKnown) return false;
      tables.calls.push({ state: { ...state, agents: [] }, hits, paintedMs: null });
      const { id, contactId, queuedAt: occurredAt } = state;
      if (contactId !== null) tables.timeline.push({ id, contactId, occurredAt, callId: id });
      return true;
    },
    load: async (callId, at) => {
      const row = find(callId);
      return row === undefined ? null : whole(row, at);
    },
    findBySipCallId: async (sipCallId, at) => {
      const row = tables.calls.find(({ state }) => state.sipCallId === sipCallId);
      return row === undefined ? null : whole(row, at);
    },
    save: async (before, after, wrapUp) => {
      const row = find(before.id);
      const changed = after.agents.filter((agent) => !before.agents.includes(agent));
      const isAsRead = (agent: AgentView) => {
        const known = before.agents.find(({ userId }) => userId === agent.userId);
        return tables.agents.find(({ userId }) => userId === agent.userId)?.version === known?.version;
      };
      if (row?.state.version !== before.version || !changed.every(isAsRead)) return false;
      row.state = { ...after, agents: [] };
      for (const agent of changed) replace(tables, agent.userId, (one) => ({ ...one, ...agent }));
      if (wrapUp !== null) {
        const startedAt = wrapUp.startedAt.toISOString();
        tables.wrapUps.push({ ...wrapUp, startedAt, outcomeId: null, note: '', isComplete: false });
      }
      return true;
    },
    cardMaterial: async (callId, userId) => {
      const row = find(callId);
      const { contactId = null, project = null } = row?.state ?? {};
      return {
        viewer: tables.users.find((user) => user.userId === userId) ?? null,
        people: tables.users,
        hits: row?.hits ?? [],
        isIdentificationSkipped:
          row?.state.direction === 'inbound' &&
          tables.projects.find(({ id }) => id === project?.id)?.isIdentificationOn === false,
        facts: contactId === null ? null : cardFacts(tables, contactId),
        outcomes: outcomesOf(project?.id),
      };
    },
    renewLeases: async (gatewayId, callIds, leaseUntil) => {
      for (const { state } of tables.calls) {
        const isHeld =
          state.gatewayId === gatewayId && state.status !== 'ended' && callIds.includes(state.id);
        if (isHeld) change(state.id, { leaseUntil: leaseUntil.toISOString() });
      }
    },
    orphans: async (now) =>
      tables.calls
        .filter(({ state }) => state.status !== 'ended')
        .filter(({ state }) => isPast(state.status === 'queued' ? state.notAfter : state.leaseUntil, now))
        .map(({ state }) => state.id),
    queuedOutbound: async () =>
      tables.calls.filter(({ state }) => state.status === 'queued').map(({ state }) => state.id),
    dialling: async () => null,
    openCallsOf: async (userId, at) =>
      tables.calls.filter((row) => isOpenFor(row, userId)).map((row) => whole(row, at)),
    wrapUpOf: async (userId, at) => {
      const agent = tables.agents.find((one) => one.userId === userId && one.status === 'wrap_up');
      const wrapUp = tables.wrapUps.find((one) => one.callId === agent?.callId && !one.isComplete);
      const row = wrapUp && find(wrapUp.callId);
      return row === undefined || wrapUp === undefined
        ? null
        : { call: whole(row, at), startedAt: wrapUp.startedAt };
    },
    project: async (projectId) => tables.projects.find(({ id }) => id === projectId) ?? null,
    outcomes: async (projectId) => outcomesOf(projectId),
    completeWrapUp: async ({ callId, userId, outcomeId, note }) => {
      const wrapUp = tables.wrapUps.find((one) => one.callId === callId && one.userId === userId);
      if (wrapUp === undefined) return false;
      Object.assign(wrapUp, { outcomeId, note, isComplete: true });
      return true;
    },
    setPopWindow: async (legId, popWindowId) => changeLeg(tables, legId, { popWindowId }),
    hideContact: async (legId, isContactHidden) => changeLeg(tables, legId, { isContactHidden }),
    tieToContact: async ({ callId, e164, contactId, organizationId }) => {
      const tied = tables.calls.filter(
        ({ state }) =>
          state.id === callId || (e164 !== null && state.number === e164 && state.contactId === null),
      );
      for (const { state } of tied) {
        change(state.id, { contactId, organizationId, version: state.version + 1 });
        tables.timeline = tables.timeline.filter(({ id }) => id !== state.id);
        tables.timeline.push({ id: state.id, contactId, occurredAt: state.queuedAt, callId: state.id });
      }
      return tied.length;
    },
    untie: async (callId, contactId) => {
      const row = find(callId);
      if (row === undefined) return;
      row.hits = row.hits.filter((hit) => hit.contactId !== contactId);
      if (row.state.contactId === contactId) change(callId, { contactId: null });
      change(callId, { version: row.state.version + 1 });
      tables.timeline = tables.timeline.filter(
        (entry) => entry.callId !== callId || entry.contactId !== contactId,
      );
    },
    recordPainted: async (callId, userId, windowId, at) => {
      const row = find(callId);
      const isToPop = row?.state.legs.some((leg) => leg.userId === userId && leg.popWindowId === windowId);
      if (row === undefined || row.paintedMs !== null || isToPop !== true) return null;
      row.paintedMs = at.getTime() - Date.parse(row.state.queuedAt);
      return row.paintedMs;
    },
    list: async ({ limit }, reach) =>
      tables.calls
        .map((row) => logged(tables, row, reach))
        .filter((call) => call !== null)
        .sort((one, other) => other.queuedAt.localeCompare(one.queuedAt))
        .slice(0, limit),
    find: async (callId, reach) => {
      const row = find(callId);
      return row === undefined ? null : logged(tables, row, reach);
    },
  };
}

function agentsOf(tables: Tables, callId: string, at: Date): readonly AgentView[] {
  return tables.agents
    .filter((agent) => agent.callId === callId)
    .map(({ reservedFor: _, reservedUntil: __, ...agent }) => ({
      ...agent,
      phones: tables.phones.filter((phone) => phone.userId === agent.userId && phone.expiresAt > at).length,
    }));
}

function changeLeg(
  tables: Tables,
  legId: string,
  changes: { popWindowId?: string | null; isContactHidden?: boolean },
) {
  for (const row of tables.calls) {
    const legs = row.state.legs.map((leg) => (leg.id === legId ? { ...leg, ...changes } : leg));
    row.state = { ...row.state, legs };
  }
}

function isPast(moment: string | null, now: Date): boolean {
  return moment !== null && Date.parse(moment) <= now.getTime();
}

function logged(tables: Tables, { state, paintedMs }: Row, reach: CallReach): LoggedCallWithLegs | null {
  const facts = state.contactId === null ? null : cardFacts(tables, state.contactId);
  const contact = facts && reachableOf(facts);
  const ownerIds = [state.agentId, ...state.legs.map(({ userId }) => userId)].filter((id) => id !== null);
  if (!isCallInReach(reach, { ownerIds, labels: NO_LABELS, contact })) return null;
  const isSeen = contact !== null && isInReach(reach.contacts, contact);
  const wrapUp = tables.wrapUps.find(({ callId }) => callId === state.id);
  const { legs, agents: _, project, ...call } = state;
  return {
    ...call,
    projectId: project?.id ?? null,
    projectName: project?.name ?? null,
    trunkName: null,
    contactId: isSeen ? state.contactId : null,
    contactName: isSeen ? (facts?.name ?? null) : null,
    isContactHidden: contact !== null && !isSeen,
    organizationName: null,
    outcomeId: wrapUp?.outcomeId ?? null,
    outcome: tables.outcomes.find(({ id }) => id === wrapUp?.outcomeId)?.name ?? null,
    note: wrapUp?.note ?? '',
    paintedMs,
    legs,
  };
}
