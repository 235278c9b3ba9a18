import { newToken, sessionIdOf } from '#domain/access/session.ts';
import type { TicketFacts, TicketKind, Tickets } from '#domain/identity/tickets.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Redis } from '#platform/redis.ts';

/** Kept by the hash of the ticket: who reads Redis has none. Taken by GETDEL: of two who show one, one gets it. */
export function createRedisTickets(redis: Redis): Tickets {
  const keep = async (kind: TicketKind, ticket: string, facts: object, forMs: number) => {
    await here(redis.set(keyOf(kind, ticket), JSON.stringify(facts), 'PX', forMs));
  };
  return {
    async issue(kind, facts, forMs) {
      const ticket = newToken();
      await keep(kind, ticket, facts, forMs);
      return ticket;
    },
    async take<K extends TicketKind>(kind: K, ticket: string) {
      const facts = await here(redis.getdel(keyOf(kind, ticket)));
      return facts === null ? null : (JSON.parse(facts) as TicketFacts[K]);
    },
    putBack: keep,
  };
}

const keyOf = (kind: TicketKind, ticket: string): string => `ticket:${kind}:${sessionIdOf(ticket)}`;

async function here<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch {
    throw new DomainError('unavailable', 'redis is away');
  }
}
