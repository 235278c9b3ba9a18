import { isDeepStrictEqual } from 'node:util';
import type { AddressRangeStore } from '../../../server/domain/access/address-range-store.ts';
import type { CallStore } from '../../../server/domain/calls/call-store.ts';
import { ringAgent } from '../../../server/domain/calls/call-rules.ts';
import { newAgentLeg } from '../../../server/domain/calls/new-agent-leg.ts';
import { createRecentCalls } from '../../../server/domain/calls/recent-calls.ts';
import type { HandOverStore } from '../../../server/domain/hand-overs/hand-over-store.ts';
import type { MailStore } from '../../../server/domain/mail/mail-store.ts';
import type { MeetingStore } from '../../../server/domain/meetings/meeting-store.ts';
import type { Database, Stores } from '../../../server/domain/shared/database.ts';
import type { StructureStore } from '../../../server/domain/structure/structure-store.ts';
import type { ActivationStore } from '../../../server/domain/users/activation-store.ts';
import type { DeskCutter } from '../../../server/domain/users/desk-cutter.ts';
import type { EstateStore } from '../../../server/domain/users/estate-store.ts';
import type { UserDirectory } from '../../../server/domain/users/user-directory.ts';
import { fakeAgentStore } from './fake-agent-store.ts';
import { fakeCallStore } from './fake-call-store.ts';
import { cardFacts, fakeCallerStore } from './fake-caller-store.ts';
import type { Tables } from './fake-tables.ts';

/** The stores in memory. Transactions run one after another and are taken back when they throw. */
export function createFakeDatabase(tables: Tables): Database {
  const agents = fakeAgentStore(tables);
  const stores: Stores = {
    access: {
      viewer: async (userId) => tables.users.find((user) => user.userId === userId) ?? null,
      peopleAround: async () => tables.users,
    },
    activations: noUsers,
    addressRanges: noStructure,
    agents,
    audit: { write: async (...entries) => void tables.audit.push(...entries) },
    callers: fakeCallerStore(tables),
    calls: fakeCallStore(tables),
    desks: noUsers,
    estates: noUsers,
    ...noSignIns,
    handOvers: noHandOvers,
    mails: noMails,
    meetings: noMeetings,
    structure: noStructure,
    timeline: {
      put: async ({ id, contactId, occurredAt, of }) => {
        const callId = 'callId' in of ? of.callId : null;
        tables.timeline.push({ id, contactId, occurredAt: occurredAt.toISOString(), callId });
      },
      labelsOf: async () => null,
      item: async () => null,
    },
    users: noUsers,
    windows: {
      open: async ({ id, userId, serverId }, focusedAt, leaseUntil) => {
        tables.windows = tables.windows.filter((window) => window.id !== id);
        const focused = focusedAt?.getTime() ?? 0;
        tables.windows.push({ id, userId, serverId, focusedAt: focused, leaseUntil: leaseUntil.getTime() });
      },
      focus: async (userId, windowId, at) => {
        const window = tables.windows.find(({ id }) => id === windowId);
        if (window?.userId === userId) window.focusedAt = Math.max(window.focusedAt, at.getTime());
      },
      close: async (userId, windowId, serverId) => {
        tables.windows = tables.windows.filter(
          (window) => window.id !== windowId || window.userId !== userId || window.serverId !== serverId,
        );
      },
      renew: async (serverId, windowIds, leaseUntil) => {
        const known = tables.windows.filter(
          (window) => window.serverId === serverId && windowIds.includes(window.id),
        );
        for (const window of known) window.leaseUntil = leaseUntil.getTime();
        return known.map(({ id }) => id);
      },
      isLive: async (windowId, at) =>
        tables.windows.some(({ id, leaseUntil }) => id === windowId && leaseUntil > at.getTime()),
      elect: async (userId, at) => electedWindow(tables, userId, at),
      dropStale: async (at) => {
        const before = tables.windows.length;
        tables.windows = tables.windows.filter(({ leaseUntil }) => leaseUntil > at.getTime());
        return before - tables.windows.length;
      },
    },
  };

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const transaction: Database['transaction'] = (work) =>
    inTurn(async () => {
      const kept = structuredClone(tables);
      try {
        return await work(stores);
      } catch (error) {
        Object.assign(tables, kept);
        throw error;
      }
    });
  // what is taken back must not take with it what somebody else has written meanwhile
  const calls: CallStore = { ...stores.calls, save: (...save) => inTurn(() => stores.calls.save(...save)) };
  return {
    read: { ...stores, calls },
    recentCalls: createRecentCalls(),
    transaction,
    receive: ({ state: arrived, project, isNamed, hasToWait }, decide) =>
      transaction(async ({ callers, calls }) => {
        const reached = tables.projects.find((one) =>
          isNamed ? one.id === project.id : one.dialled === arrived.dialled,
        );
        if (!isDeepStrictEqual(reached, project)) return 'project_changed';
        const { id: callId, number, queuedAt } = arrived;
        const at = new Date(queuedAt);
        const reserved = hasToWait() ? null : await agents.reserveNext(project.id, callId, at, at);
        const hits = number === null || !project.isIdentificationOn ? [] : await callers.find(number);
        const state = decide({ hits, reserved });
        if (!(await calls.insert({ state, hits }))) throw new KnownAlready();
        const { contactId } = state;
        const facts = contactId === null ? null : cardFacts(tables, contactId);
        return { state, hits, reserved, cardFacts: facts };
      }).catch((error: unknown) => {
        if (error instanceof KnownAlready) return 'known_already';
        throw error;
      }),
    ringWaiting: ({ call, legId, at, refusedAfter }) =>
      transaction(async ({ calls }) => {
        const reserved = await agents.reserveNext(call.project?.id ?? '', call.id, at, refusedAfter);
        if (reserved === null) return null;
        const known = { ...call, agents: [...call.agents, reserved.state] };
        const after = ringAgent(call, newAgentLeg(legId, reserved, at.toISOString(), false), reserved.state);
        if (after === null || !(await calls.save(known, after, null))) throw new MovedOn();
        return { ...(await calls.cardMaterial(call.id, reserved.viewer.userId, at)), reserved };
      }).catch((error: unknown) => {
        if (error instanceof MovedOn) return null;
        throw error;
      }),
  };
}

class KnownAlready extends Error {}
class MovedOn extends Error {}

export function electedWindow({ windows }: Tables, userId: string, at: Date): string | null {
  const live = windows.filter((window) => window.userId === userId && window.leaseUntil > at.getTime());
  return live.sort((one, other) => other.focusedAt - one.focusedAt)[0]?.id ?? null;
}

/** No call changes a user. */
const noUsers = {} as ActivationStore & DeskCutter & EstateStore & UserDirectory;

/** No call changes how the company is divided. */
const noStructure = {} as AddressRangeStore & StructureStore;

/** No call asks for a hand-over. */
const noHandOvers = {} as HandOverStore;

/** No call sends a mail. */
const noMails = {} as MailStore;
const noSignIns = {} as Pick<Stores, 'accounts' | 'factors' | 'openIdIdentities' | 'ownSessions'>;

/** Stories of promised calls have a world of their own. */
const noMeetings = {
  timeZoneOf: async () => 'Europe/Warsaw',
  nextOf: async () => null,
  remindersOf: async () => [],
  openAttemptOfCall: async () => null,
} as unknown as MeetingStore;
