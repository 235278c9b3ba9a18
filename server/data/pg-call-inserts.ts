import type { CallerCardFacts } from '#domain/calls/caller-card-facts.ts';
import type { NewCall } from '#domain/calls/call-store.ts';
import { insert } from './pg-call-statements.ts';
import { type Queryable, rows } from './pg-statement.ts';

export interface InsertedCall {
  readonly cardFacts: CallerCardFacts | null;
}

/** In one statement. Null for each whose SIP Call-ID is known: nothing was written of it. */
export async function insertCalls(
  client: Queryable,
  calls: readonly NewCall[],
): Promise<readonly (InsertedCall | null)[]> {
  const legs = calls.flatMap(({ state }) => state.legs.map((leg) => ({ ...leg, callId: state.id })));
  const values = [calls.map(callRow), legs].map((each) => JSON.stringify(each));
  const found = await rows<InsertedCall & { id: string }>(client, insert, values);
  const written = new Map(found.map(({ id, cardFacts }) => [id, { cardFacts }]));
  return calls.map(({ state }) => written.get(state.id) ?? null);
}

function callRow({ state, hits }: NewCall) {
  const { project, legs, agents: _, ...columns } = state;
  const labelledAs = state.agentId ?? legs.find(({ userId }) => userId !== null)?.userId ?? null;
  return { ...columns, projectId: project?.id ?? null, hits, labelledAs };
}
