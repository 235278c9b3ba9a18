import type { QueuedOutbound } from '../calls/queue-outbound.ts';
import type { Stores } from '../shared/database.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingDeps } from './meeting-deps.ts';
import { after } from './meeting-timings.ts';

export interface StartedAttempt {
  readonly meeting: Meeting;
  readonly queued: QueuedOutbound;
}

/**
 * Begins an attempt of a locked meeting inside its window: the agent reserved, the call queued, the attempt on record,
 * all in this transaction. Null, and nothing written, when nobody asked for is free.
 */
export async function startAttempt(
  deps: Pick<MeetingDeps, 'newId' | 'queueOutbound' | 'timings'>,
  stores: Stores,
  meeting: Meeting,
  agents: readonly (string | null)[],
  at: Date,
): Promise<StartedAttempt | null> {
  const callId = deps.newId();
  const queued = await queueForFirst(deps, stores, meeting, agents, callId, at);
  if (!queued) return null;
  await stores.meetings.openAttempt({ id: deps.newId(), meetingId: meeting.id, callId, startedAt: at });
  const dialling: Meeting = {
    ...meeting,
    status: 'dialling',
    statusReason: null,
    nextActionAt: after(at, deps.timings.watchSeconds),
  };
  await stores.meetings.update(dialling);
  await stores.meetings.releaseAgent(meeting.id);
  return { meeting: dialling, queued };
}

/** The same after commit, for everybody who must know. */
export function announceAttempt(
  { publisher, hints }: Pick<MeetingDeps, 'publisher' | 'hints'>,
  { agent, rang, callId }: QueuedOutbound,
): void {
  publisher.toUser(agent.state.userId, 'agent:changed', { agent: agent.state });
  publisher.toUser(agent.state.userId, 'call:rang', rang);
  hints.callQueued(callId);
}

async function queueForFirst(
  deps: Pick<MeetingDeps, 'queueOutbound'>,
  stores: Stores,
  meeting: Meeting,
  agents: readonly (string | null)[],
  callId: string,
  at: Date,
): Promise<QueuedOutbound | null> {
  for (const userId of agents) {
    const queued = await deps.queueOutbound(stores, {
      callId,
      projectId: meeting.projectId,
      userId,
      contactId: meeting.contactId,
      meetingId: meeting.id,
      number: meeting.number,
      extension: meeting.extension,
      numberReceived: meeting.numberReceived,
      displayName: null,
      at,
      notAfter: meeting.toAt,
    });
    if (queued) return queued;
  }
  return null;
}
