import type { CallState } from '#domain/calls/call-state.ts';
import type { NewWrapUp } from '#domain/calls/call-store.ts';
import { save } from './pg-call-statements.ts';
import { type Queryable, rows } from './pg-statement.ts';

/** What a call becomes; see CallStore.save. */
export interface CallSave {
  readonly before: CallState;
  readonly after: CallState;
  readonly wrapUp: NewWrapUp | null;
}

/** How many changes of calls are being written or wait for it. */
export interface Unsaved {
  count: number;
}

/** In one statement. Answers for each whether it was written; no call and no agent may come twice. */
export async function saveCalls(client: Queryable, saves: readonly CallSave[]): Promise<readonly boolean[]> {
  // calls are locked in one order, whoever locks several
  const calls = saves.map(callRow).sort((one, other) => (one.id < other.id ? -1 : 1));
  const legs = saves.flatMap(({ before, after }) =>
    after.legs.filter((leg) => !before.legs.includes(leg)).map((leg) => ({ ...leg, callId: after.id })),
  );
  const values = [calls, saves.flatMap(changedAgents), legs].map((each) => JSON.stringify(each));
  const written = new Set((await rows<{ id: string }>(client, save, values)).map(({ id }) => id));
  return saves.map(({ before }) => written.has(before.id));
}

/** Whom the call takes or lets go, each with the version it was read with. */
export function changedAgents({ before, after }: CallSave) {
  return after.agents
    .filter((agent) => !before.agents.includes(agent))
    .map((agent) => ({
      ...agent,
      savedWith: after.id,
      known: before.agents.find(({ userId }) => userId === agent.userId)?.version,
    }));
}

function callRow(save: CallSave) {
  const { before, after, wrapUp } = save;
  return {
    id: before.id,
    known: before.version,
    agents: changedAgents(save).length,
    version: after.version,
    status: after.status,
    result: after.result,
    trunkId: after.trunkId,
    agentId: after.agentId,
    ringingAt: after.ringingAt,
    answeredAt: after.answeredAt,
    endedAt: after.endedAt,
    hangupSide: after.hangupSide,
    sipCode: after.sipCode,
    reason: after.reason,
    gatewayId: after.gatewayId,
    leaseUntil: after.leaseUntil,
    writerId: wrapUp?.userId ?? null,
    writesSince: wrapUp?.startedAt ?? null,
  };
}
