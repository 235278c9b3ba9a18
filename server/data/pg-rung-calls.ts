import type pg from 'pg';
import type { ReservedAgent } from '#domain/agents/agent-store.ts';
import type { RingWanted, WhoCalls } from '#domain/calls/call-store.ts';
import type { Database } from '#domain/shared/database.ts';
import { groupsByKey } from './in-groups.ts';
import { ringWaiting } from './pg-ring-waiting-statement.ts';
import { rows } from './pg-statement.ts';
import { twice } from './pg-transaction.ts';

type Rung = Awaited<ReturnType<Database['ringWaiting']>>;

/** See Database.ringWaiting. Calls of one project that are looked for at once share a statement. */
export function ringWaitingInGroups(pool: pg.Pool): Database['ringWaiting'] {
  const ringOne = async (one: RingWanted): Promise<Rung> =>
    (await twice(() => ringAll(pool, [one])))[0] ?? null;
  return groupsByKey<RingWanted, Rung>(({ call }) => call.project?.id ?? '', {
    largest: 32,
    together: async (group) => {
      const rung = await ringAll(pool, group);
      // who refused one of the group was asked for none of them, and may still take another
      if (!group.some(hasRefusals)) return rung;
      return rung.map((one, index) => one ?? ringOne(group[index] as RingWanted));
    },
    alone: ringOne,
    concerns: ({ call }) => [call.id],
  });
}

function hasRefusals({ call, refusedAfter }: RingWanted): boolean {
  return call.legs.some(({ endedAt }) => endedAt !== null && Date.parse(endedAt) > refusedAfter.getTime());
}

async function ringAll(pool: pg.Pool, group: readonly RingWanted[]): Promise<readonly Rung[]> {
  const [{ call, at, refusedAfter }] = group as readonly [RingWanted];
  const asked = group.map((one, index) => ({
    place: index + 1,
    id: one.call.id,
    known: one.call.version,
    legId: one.legId,
  }));
  const values = [call.project?.id, at, refusedAfter, JSON.stringify(asked)];
  const rung = await rows<ReservedAgent & WhoCalls & { readonly id: string }>(pool, ringWaiting, values);
  const byCall = new Map(rung.map((row) => [row.id, row]));
  return group.map((one) => {
    const row = byCall.get(one.call.id);
    if (row === undefined) return null;
    const { hits, facts, isIdentificationSkipped, ...reserved } = row;
    return { reserved, hits, facts, isIdentificationSkipped };
  });
}
