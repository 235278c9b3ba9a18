import type { OfflineAnnouncement } from '#domain/calls/announce-offline-call.ts';
import type { IncomingCall } from '#domain/calls/incoming-call.ts';
import type { OfflineCall } from '#domain/calls/record-offline-call.ts';
import type { AgentRing } from '#domain/calls/ring-plan.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { NewId } from '#domain/shared/ids.ts';
import type { DirectoryProject, RingDirectory } from '#domain/trunks/ring-directory.ts';
import type { CallLedger } from './call-ledger.ts';

export interface OfflineLedgerDeps {
  readonly ringDirectory: () => RingDirectory;
  /** Agents whose phones this gateway rings or holds now. */
  readonly busyAgents: ReadonlySet<string>;
  readonly announce: (callId: string, incoming: IncomingCall) => OfflineAnnouncement;
  readonly onEnded: (call: OfflineCall) => void;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly lookAgainMs: number;
}

/**
 * The database is away: the project's agents are rung as last known, each once, whoever has not been tried first.
 * Null when the dialled number was nobody's.
 */
export function offlineLedger(deps: OfflineLedgerDeps, incoming: IncomingCall): CallLedger | null {
  const project = deps.ringDirectory().projects.find(({ dialled }) => dialled.includes(incoming.dialled));
  if (!project) return null;
  const callId = deps.newId();
  const announcement = deps.announce(callId, incoming);
  const tried = new Set<string>();
  let rungId: string | null = null;
  let ringingAt: Date | null = null;
  let answeredAt: Date | null = null;
  let agent: OfflineCall['agent'] = null;
  let isOver = false;
  return {
    callId: null,
    ringSeconds: project.ringSeconds,
    maxWaitSeconds: project.maxWaitSeconds,
    nextAgent: async (onWaiting) => {
      while (!isOver) {
        const ring = freeAgent(deps, project, tried);
        if (ring) {
          tried.add(ring.userId);
          rungId = ring.userId;
          announcement.rang(ring.userId);
          return ring;
        }
        onWaiting();
        tried.clear();
        await new Promise((resolve) => setTimeout(resolve, deps.lookAgainMs));
      }
      return null;
    },
    stopWaiting: () => {
      isOver = true;
    },
    ringing: () => {
      ringingAt ??= deps.clock.now();
    },
    // nobody to write it down; the phone is found out again by a later call
    silent: () => undefined,
    refused: ({ userId }, { result }) => {
      rungId = null;
      announcement.withdrawn(userId, result);
      return Promise.resolve();
    },
    answered: (ring) => {
      answeredAt = deps.clock.now();
      agent = { userId: ring.userId, name: ring.agentName };
      announcement.answered(agent, answeredAt);
      return Promise.resolve(true);
    },
    ended: ({ side, sipCode, reason }) => {
      const endedAt = deps.clock.now();
      if (rungId !== null) announcement.ended(rungId, endedAt);
      const ending = { endedAt, hangupSide: side, sipCode, reason };
      const served = { ...incoming, project: { id: project.id } };
      deps.onEnded({ callId, incoming: served, ringingAt, answeredAt, agent, ...ending });
      return Promise.resolve();
    },
  };
}

function freeAgent(
  { ringDirectory, busyAgents, newId }: OfflineLedgerDeps,
  project: DirectoryProject,
  tried: ReadonlySet<string>,
): AgentRing | null {
  const { agents } = ringDirectory();
  const userId = project.memberIds.find((id) => agents.has(id) && !busyAgents.has(id) && !tried.has(id));
  const agent = userId === undefined ? undefined : agents.get(userId);
  return agent ? { ...agent, legId: newId() } : null;
}
