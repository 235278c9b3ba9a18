import { hasOwner, type Reachable } from '../../../server/domain/access/reach.ts';
import { aViewer, NO_LABELS } from '../access/viewers.ts';
import { createRecentCalls } from '../../../server/domain/calls/recent-calls.ts';
import { randomUUID } from 'node:crypto';
import type { Viewer } from '#domain/access/viewer.ts';
import type { AgentStatus } from '#domain/agents/agent.ts';
import type { CallResult, CallStatus } from '#domain/calls/call.ts';
import type { OutboundCall, QueuedOutbound } from '#domain/calls/queue-outbound.ts';
import type { E164 } from '#domain/callers/phone-number.ts';
import { beginMeeting } from '#domain/meetings/begin-meeting.ts';
import {
  finalMeetingStatuses,
  type AttemptResult,
  type Meeting,
  type MeetingFact,
} from '#domain/meetings/meeting.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import type { MeetingProject } from '#domain/meetings/meeting-project.ts';
import type { AgentObstacle, DueMeeting, MeetingStore, OpenAttempt } from '#domain/meetings/meeting-store.ts';
import { usualTimings } from '#domain/meetings/meeting-timings.ts';
import { settleAttempt } from '#domain/meetings/settle-attempt.ts';
import type { Stores } from '#domain/shared/database.ts';
import { reportsFail } from '../reports-fail.ts';

export interface WorldAgent {
  readonly id: string;
  status: AgentStatus;
  hasPhone: boolean;
  windowId: string | null;
  callId: string | null;
  reservedFor: string | null;
  reservedUntil: Date | null;
  mayReach: boolean;
}

export interface WorldCall {
  readonly id: string;
  readonly userId: string;
  readonly queuedAt: Date;
  readonly notAfter: Date | null;
  status: CallStatus;
  result: CallResult | null;
  isClaimed: boolean;
  hasAgentAnswered: boolean;
}

export interface WorldAttempt {
  readonly id: string;
  readonly meetingId: string;
  readonly callId: string;
  readonly startedAt: Date;
  endedAt: Date | null;
  result: AttemptResult | null;
  /** The window as it was when the attempt began. */
  readonly window: { readonly fromAt: Date; readonly toAt: Date };
}

export interface Published {
  readonly userId: string;
  readonly event: string;
  readonly payload: unknown;
}

interface Rows {
  meetings: Map<string, Meeting>;
  attempts: WorldAttempt[];
  calls: Map<string, WorldCall>;
  agents: Map<string, WorldAgent>;
  timeline: Map<string, string>;
}

export const aProject: MeetingProject = {
  id: '0198c000-0000-7000-8000-000000000001',
  name: 'Promises',
  timeZone: 'Europe/Warsaw',
  businessHours: [],
  modes: ['manual', 'automatic'],
  firstDialled: 'agent',
  ringSeconds: 30,
  attempts: 3,
  pauseSeconds: 300,
  remindSeconds: 60,
  reserveSeconds: 30,
  country: 'PL',
};

/** Meetings, agents and calls in memory, with the transactions and the one constraint that PostgreSQL has. */
export class World {
  now: Date;
  project: MeetingProject = aProject;
  channels = 10_000;
  withdrawnConsents = new Set<string>();
  contacts = new Map<string, { ownerId: string; managerIds: string[] }>();
  readonly published: Published[] = [];
  readonly hinted: DueMeeting[] = [];
  /** Runs within the next transaction, after its work and before its commit. */
  beforeCommit: (() => void) | null = null;
  #rows: Rows = {
    meetings: new Map(),
    attempts: [],
    calls: new Map(),
    agents: new Map(),
    timeline: new Map(),
  };
  #turn: Promise<unknown> = Promise.resolve();

  constructor(now: Date) {
    this.now = now;
  }

  get meetings(): readonly Meeting[] {
    return [...this.#rows.meetings.values()];
  }
  get attempts(): readonly WorldAttempt[] {
    return this.#rows.attempts;
  }
  get calls(): readonly WorldCall[] {
    return [...this.#rows.calls.values()];
  }
  get agents(): readonly WorldAgent[] {
    return [...this.#rows.agents.values()];
  }
  meeting(id: string): Meeting {
    const meeting = this.#rows.meetings.get(id);
    if (!meeting) throw new Error('no such meeting');
    return meeting;
  }

  addAgent(changes: Partial<WorldAgent> = {}): WorldAgent {
    const id = randomUUID();
    const agent: WorldAgent = {
      id,
      status: 'available',
      hasPhone: true,
      windowId: `window-${id}`,
      callId: null,
      reservedFor: null,
      reservedUntil: null,
      mayReach: true,
      ...changes,
    };
    this.#rows.agents.set(agent.id, agent);
    return agent;
  }

  viewerOf(agent: WorldAgent): Viewer {
    return aViewer({ userId: agent.id });
  }

  advance(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }

  readonly deps: MeetingDeps = {
    clock: { now: () => this.now },
    newId: () => randomUUID(),
    timings: usualTimings,
    report: reportsFail,
    hints: { lookLater: (due) => void this.hinted.push(due), callQueued: () => undefined },
    publisher: {
      toUser: (userId, event, payload) => void this.published.push({ userId, event, payload }),
      toContactWatchers: (userId, event, payload) => void this.published.push({ userId, event, payload }),
      agentsFreed: () => undefined,
      agentsCutOff: () => undefined,
    },
    database: {
      transaction: (work) => this.#inTurn(work),
      receive: () => Promise.reject(new Error('nobody calls here')),
      ringWaiting: () => Promise.reject(new Error('nobody calls here')),
      read: this.#stores(),
      recentCalls: createRecentCalls(),
    },
    queueOutbound: async (_stores, call) => this.#queue(call),
  };

  /** As the gateway does: whoever claims a queued call in time dials. */
  claim(callId: string): boolean {
    const call = this.#call(callId);
    if (call.status !== 'queued' || (call.notAfter !== null && this.now >= call.notAfter)) return false;
    call.status = 'dialling';
    call.isClaimed = true;
    return true;
  }

  agentAnswers(callId: string): void {
    const call = this.#call(callId);
    if (call.status === 'dialling') call.hasAgentAnswered = true;
  }

  async contactAnswers(callId: string): Promise<void> {
    const call = this.#call(callId);
    if (call.status !== 'dialling' || !call.hasAgentAnswered) return;
    await this.#inTurn(async (stores) => {
      this.#call(callId).status = 'answered';
      await beginMeeting(stores, { callId });
    });
  }

  /** Any end of a call, in one transaction with what follows for its meeting. */
  async end(callId: string, result: CallResult): Promise<void> {
    await this.#inTurn(async (stores) => {
      const call = this.#call(callId);
      if (call.status === 'ended') return;
      const wasAnswered = call.status === 'answered';
      call.status = 'ended';
      call.result = wasAnswered ? 'answered' : result === 'answered' ? 'failed' : result;
      const agent = this.#rows.agents.get(call.userId);
      if (agent?.callId === callId) {
        agent.callId = null;
        agent.status = 'available';
      }
      await settleAttempt(stores, { callId, at: this.now, result: call.result });
    });
  }

  async #inTurn<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    const before = this.#turn;
    let done = (): void => undefined;
    this.#turn = new Promise<void>((resolve) => (done = resolve));
    await before;
    const saved = structuredClone(this.#rows);
    try {
      const result = await work(this.#stores());
      const crash = this.beforeCommit;
      this.beforeCommit = null;
      crash?.();
      return result;
    } catch (error) {
      this.#rows = saved;
      throw error;
    } finally {
      done();
    }
  }

  #call(callId: string): WorldCall {
    const call = this.#rows.calls.get(callId);
    if (!call) throw new Error('no such call');
    return call;
  }

  #isKeptForAnother(agent: WorldAgent, meetingId: string | null, at: Date): boolean {
    if (agent.reservedFor === null || agent.reservedUntil === null) return false;
    return agent.reservedFor !== meetingId && agent.reservedUntil > at;
  }

  #isFree(agent: WorldAgent, meetingId: string | null, at: Date): boolean {
    return agent.status === 'available' && agent.hasPhone && !this.#isKeptForAnother(agent, meetingId, at);
  }

  #queue(call: OutboundCall): QueuedOutbound | null {
    const candidates = call.userId === null ? this.agents.filter((one) => one.mayReach) : this.agents;
    const agent = candidates.find(
      (one) => (call.userId === null || one.id === call.userId) && this.#isFree(one, call.meetingId, call.at),
    );
    if (!agent) return null;
    agent.status = 'ringing';
    agent.callId = call.callId;
    this.#rows.calls.set(call.callId, {
      id: call.callId,
      userId: agent.id,
      queuedAt: call.at,
      notAfter: call.notAfter,
      status: 'queued',
      result: null,
      isClaimed: false,
      hasAgentAnswered: false,
    });
    return {
      callId: call.callId,
      agent: { state: { userId: agent.id } },
      rang: {},
    } as unknown as QueuedOutbound;
  }

  #open(attempt: WorldAttempt | undefined): OpenAttempt | null {
    if (!attempt) return null;
    const call = this.#rows.calls.get(attempt.callId);
    return {
      id: attempt.id,
      meetingId: attempt.meetingId,
      callId: attempt.callId,
      startedAt: attempt.startedAt,
      callStatus: call?.status ?? null,
      callResult: call?.result ?? null,
      wasContactDialled: call?.hasAgentAnswered ?? false,
    };
  }

  #stores(): Stores {
    const partial = {
      meetings: this.#meetingStore(),
      agents: {
        freeMembers: async (_projectId: string, at: Date) =>
          this.agents.filter((agent) => this.#isFree(agent, null, at)).map(({ id }) => id),
      },
      access: {
        viewer: async (userId: string): Promise<Viewer> => aViewer({ userId }),
        peopleAround: async (userId: string) => [aViewer({ userId })],
      },
      windows: {
        elect: async (userId: string) => this.#rows.agents.get(userId)?.windowId ?? null,
        isLive: async (windowId: string) => this.agents.some((agent) => agent.windowId === windowId),
      },
      callers: { cardFacts: async () => null, find: async () => [] },
      timeline: { item: async () => null },
    };
    // the rest of a call is no business of these rules: whoever touches it finds nothing there
    return partial as unknown as Stores;
  }

  #meetingStore(): MeetingStore {
    const rows = (): Rows => this.#rows;
    const isOver = (meeting: Meeting) => (finalMeetingStatuses as readonly string[]).includes(meeting.status);
    const all = () => [...rows().meetings.values()].sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime());
    const due = (at: Date) =>
      all()
        .filter(({ nextActionAt }) => nextActionAt !== null && nextActionAt <= at)
        .sort((a, b) => (a.nextActionAt?.getTime() ?? 0) - (b.nextActionAt?.getTime() ?? 0));
    const view = (meeting: Meeting): MeetingFact => ({
      ...meeting,
      fromAt: meeting.fromAt.toISOString(),
      toAt: meeting.toAt.toISOString(),
      projectName: this.project.name,
      userName: null,
      contactName: null,
      contact: meeting.contactId === null ? null : this.#reachable(meeting.contactId),
      labels: NO_LABELS,
      memberIds: this.agents.map(({ id }) => id),
    });
    return {
      lock: async (id) => rows().meetings.get(id) ?? null,
      becomeDispatcher: async () => true,
      lockFirstDue: async (at) => due(at)[0] ?? null,
      insert: async (meeting) => {
        if (rows().meetings.has(meeting.id)) return false;
        rows().meetings.set(meeting.id, meeting);
        return true;
      },
      update: async (meeting) => void rows().meetings.set(meeting.id, meeting),
      openAttempt: async (attempt) => {
        if (rows().attempts.some((one) => one.meetingId === attempt.meetingId && one.endedAt === null)) {
          throw new Error('meeting_attempts_one_open');
        }
        const { fromAt, toAt } = this.meeting(attempt.meetingId);
        rows().attempts.push({ ...attempt, endedAt: null, result: null, window: { fromAt, toAt } });
      },
      closeAttempt: async (id, at, result) => {
        const attempt = rows().attempts.find((one) => one.id === id);
        if (attempt) Object.assign(attempt, { endedAt: at, result });
      },
      openAttemptOfCall: async (callId) =>
        this.#open(rows().attempts.find((one) => one.callId === callId && one.endedAt === null)),
      openAttemptOf: async (id) =>
        this.#open(rows().attempts.find((one) => one.meetingId === id && one.endedAt === null)),
      lastAttemptOf: async (id) => {
        const last = rows().attempts.findLast((one) => one.meetingId === id && one.endedAt !== null);
        return last?.endedAt && last.result ? { endedAt: last.endedAt, result: last.result } : null;
      },
      project: async () => this.project,
      overlapping: async ({ userId, fromAt, toAt, exceptId }) =>
        all()
          .filter((one) => one.userId === userId && !isOver(one) && one.id !== exceptId)
          .filter((one) => one.fromAt < toAt && one.toAt > fromAt)
          .map(({ id }) => id),
      hasWithdrawnPhoneConsent: async (contactId) => this.withdrawnConsents.has(contactId),
      isMember: async (_projectId, userId) => rows().agents.has(userId),
      reachableContact: async (contactId) => this.#reachable(contactId),
      obstacleOf: async (userId, meetingId, at) => this.#obstacle(rows().agents.get(userId), meetingId, at),
      keepAgent: async (userId, meetingId, until, at) => {
        const agent = rows().agents.get(userId);
        if (!agent || this.#isKeptForAnother(agent, meetingId, at)) return false;
        Object.assign(agent, { reservedFor: meetingId, reservedUntil: until });
        return true;
      },
      keptAgent: async (meetingId, at) =>
        this.agents.find((one) => one.reservedFor === meetingId && (one.reservedUntil ?? at) > at)?.id ??
        null,
      releaseAgent: async (meetingId) => {
        for (const agent of this.agents.filter((one) => one.reservedFor === meetingId)) {
          Object.assign(agent, { reservedFor: null, reservedUntil: null });
        }
      },
      freeChannels: async () => this.channels - this.calls.filter(({ status }) => status !== 'ended').length,
      putOnTimeline: async ({ id, contactId }) =>
        void (contactId === null ? rows().timeline.delete(id) : rows().timeline.set(id, contactId)),
      view: async (id) => view(this.meeting(id)),
      nextOf: async (userId, at, before) => {
        const next = all().find(
          (one) => one.userId === userId && !isOver(one) && one.toAt > at && one.fromAt < before,
        );
        return next ? view(next) : null;
      },
      remindersOf: async (userId) =>
        all()
          .filter((one) => one.status === 'reminding' && one.userId === userId)
          .map((one) => ({ meeting: view(one), popWindowId: one.popWindowId })),
      moveReminder: async (id, popWindowId) =>
        void rows().meetings.set(id, { ...this.meeting(id), popWindowId }),
      timeZoneOf: async () => 'Europe/Warsaw',
      findDue: async (at, limit) => due(at).slice(0, limit) as DueMeeting[],
      dueOf: async (id) =>
        rows().meetings.get(id)?.nextActionAt ? (rows().meetings.get(id) as DueMeeting) : null,
      makeWaitingDue: async (at) => {
        const waiting = all().filter(
          (one) => one.nextActionAt && one.nextActionAt > at && one.fromAt <= at && one.statusReason,
        );
        for (const one of waiting.filter(
          ({ mode, status }) => mode === 'automatic' && status !== 'dialling' && status !== 'in_progress',
        )) {
          rows().meetings.set(one.id, { ...one, nextActionAt: at });
        }
        return waiting.length;
      },
      list: async ({ id, reach, limit }) =>
        all()
          .filter((one) => id === null || one.id === id)
          .filter(
            (one) => one.userId === null || hasOwner(reach, [one.userId]) || one.authorId === reach.personId,
          )
          .slice(0, limit)
          .map(view),
    };
  }

  #reachable(contactId: string): Reachable | null {
    const contact = this.contacts.get(contactId);
    return contact ? { ...contact, accountKind: null, labels: NO_LABELS } : null;
  }

  #obstacle(agent: WorldAgent | undefined, meetingId: string, at: Date): AgentObstacle | null {
    if (!agent || agent.status === 'offline') return 'agent_offline';
    if (agent.status === 'paused') return 'agent_paused';
    if (agent.status !== 'available') return 'agent_busy';
    if (this.#isKeptForAnother(agent, meetingId, at)) return 'agent_kept_for_another';
    return agent.hasPhone ? null : 'agent_without_phone';
  }
}

/** A meeting's row, planned for a window that begins `inSeconds` after `now`. */
export function aMeeting(
  world: World,
  changes: Partial<Meeting> & { readonly inSeconds?: number; readonly forSeconds?: number } = {},
): Meeting {
  const { inSeconds = 600, forSeconds = 1800, ...rest } = changes;
  const fromAt = new Date(world.now.getTime() + inSeconds * 1000);
  return {
    id: randomUUID(),
    name: 'A promised call',
    number: '+48600100200' as E164,
    extension: null,
    numberReceived: '600 100 200',
    mode: 'automatic',
    fromAt,
    toAt: new Date(fromAt.getTime() + forSeconds * 1000),
    fromWall: '2026-11-23T10:00',
    toWall: '2026-11-23T10:30',
    timeZone: 'Europe/Warsaw',
    information: '',
    status: 'planned',
    statusReason: null,
    revision: 1,
    nextActionAt: world.now,
    attemptCount: 0,
    remindedAt: null,
    popWindowId: null,
    projectId: world.project.id,
    userId: null,
    contactId: null,
    authorId: randomUUID(),
    createdAt: world.now,
    ...rest,
  };
}
