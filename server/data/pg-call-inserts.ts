import pg from 'pg';
import type { CallerCardFacts } from '#domain/calls/caller-card-facts.ts';
import type { NewCall } from '#domain/calls/call-store.ts';
import { insertNew, insertUnlessKnown } from './pg-call-statements.ts';
import { type Queryable, rows } from './pg-statement.ts';

/**
 * All of them in one statement, or none: throws what `isKnownAlready` knows where a SIP Call-ID is known. Answers with
 * what the cards show, by call.
 */
export async function insertNewCalls(
  client: Queryable,
  calls: readonly NewCall[],
): Promise<ReadonlyMap<string, CallerCardFacts | null>> {
  const inserted = await rows<{ id: string; cardFacts: CallerCardFacts | null }>(
    client,
    insertNew,
    valuesOf(calls),
  );
  return new Map(inserted.map(({ id, cardFacts }) => [id, cardFacts]));
}

export function isKnownAlready(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === 'calls_sip_call_id_key';
}

/** False when its SIP Call-ID is known: nothing was written. */
export async function insertCall(client: Queryable, call: NewCall): Promise<boolean> {
  return (await rows(client, insertUnlessKnown, valuesOf([call]))).length > 0;
}

function valuesOf(calls: readonly NewCall[]): readonly string[] {
  const legs = calls.flatMap(({ state }) => state.legs.map((leg) => ({ ...leg, callId: state.id })));
  return [calls.map(callRow), legs].map((each) => JSON.stringify(each));
}

function callRow({ state, hits }: NewCall) {
  const { project, legs, agents: _, ...columns } = state;
  const labelledAs = state.agentId ?? legs.find(({ userId }) => userId !== null)?.userId ?? null;
  return { ...columns, projectId: project?.id ?? null, hits, labelledAs };
}
