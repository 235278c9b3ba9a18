import type pg from 'pg';
import type { ReservedAgent } from '#domain/agents/agent-store.ts';
import type { NewCall, NewCallSearch, ReceivedCall } from '#domain/calls/call-store.ts';
import type { Database } from '#domain/shared/database.ts';
import { inGroups } from './in-groups.ts';
import { reserveForCalls } from './pg-agent-statements.ts';
import { insertNewCalls, isKnownAlready } from './pg-call-inserts.ts';
import { type Queryable, rows } from './pg-statement.ts';
import { inTransactionEndingWith, twice } from './pg-transaction.ts';

interface Arriving {
  readonly search: NewCallSearch;
  readonly decide: (agent: ReservedAgent | null) => NewCall;
}

/**
 * See Database.receive. Calls that come at once share two statements and a commit, which waits for no disk: should the
 * database die before it is there, the gateway that holds the call writes it anew (domain/calls/change-call.ts).
 */
export function receiveInGroups(pool: pg.Pool): Database['receive'] {
  const receive = inGroups<Arriving, ReceivedCall | null>({
    largest: 32,
    together: (group) => inTransactionEndingWith(pool, (client) => receiveAll(client, group), 'soon'),
    async alone(one) {
      try {
        const [received = null] = await twice(() =>
          inTransactionEndingWith(pool, (client) => receiveAll(client, [one]), 'soon'),
        );
        return received;
      } catch (error) {
        // the reservation was taken back with it
        if (isKnownAlready(error)) return null;
        throw error;
      }
    },
  });
  return (search, decide) => receive({ search, decide });
}

async function receiveAll(
  client: Queryable,
  group: readonly Arriving[],
): Promise<readonly [last: Promise<readonly ReceivedCall[]>]> {
  const agents = await reserveAll(
    client,
    group.map(({ search }) => search),
  );
  const calls = group.map(({ search, decide }) => decide(agents.get(search.callId) ?? null));
  const received = insertNewCalls(client, calls).then((cards) =>
    calls.map((call) => {
      const { id } = call.state;
      return { ...call, reserved: agents.get(id) ?? null, cardFacts: cards.get(id) ?? null };
    }),
  );
  return [received];
}

/** Agents by the call they are reserved for; who came first has the one who has been idle longest. */
async function reserveAll(
  client: Queryable,
  searches: readonly NewCallSearch[],
): Promise<ReadonlyMap<string, ReservedAgent>> {
  const byProject = Map.groupBy(searches, ({ projectId }) => projectId);
  const reserved = await Promise.all(
    [...byProject].map(([projectId, wanted]) => {
      const at = new Date(Math.max(...wanted.map((search) => search.at.getTime())));
      const calls = wanted.map(({ callId, owners }, index) => ({ place: index + 1, callId, owners }));
      return rows<ReservedAgent>(client, reserveForCalls, [projectId, at, JSON.stringify(calls)]);
    }),
  );
  return new Map(reserved.flat().map((agent) => [agent.state.callId ?? '', agent]));
}
