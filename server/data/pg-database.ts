import pg from 'pg';
import { createRecentCalls } from '#domain/calls/recent-calls.ts';
import type { Database, Stores } from '#domain/shared/database.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { isAway, sayingWhenAway } from './away.ts';
import { pgAccountStore } from './pg-account-store.ts';
import { pgAccessStore } from './pg-access-store.ts';
import { pgAddressRangeStore } from './pg-address-range-store.ts';
import { pgActivationStore } from './pg-activation-store.ts';
import { pgAgentStore } from './pg-agent-store.ts';
import { pgAuditWriter } from './pg-audit-writer.ts';
import { pgCallStore } from './pg-call-store.ts';
import { pgCallerStore } from './pg-caller-store.ts';
import { pgFactorStore } from './pg-factor-store.ts';
import { pgDeskCutter } from './pg-desk-cutter.ts';
import { pgEstateStore } from './pg-estate-store.ts';
import { pgHandOverStore } from './pg-hand-over-store.ts';
import { pgMailStore } from './pg-mail-store.ts';
import { pgMeetingStore } from './pg-meeting-store.ts';
import { pgOpenIdIdentityStore } from './pg-open-id-identity-store.ts';
import { pgOwnSessionStore } from './pg-own-session-store.ts';
import { pgStructureStore } from './pg-structure-store.ts';
import { pgTimelineStore } from './pg-timeline-store.ts';
import { pgUserDirectory } from './pg-user-directory.ts';
import { pgWindowStore } from './pg-window-store.ts';
import type { Queryable } from './pg-statement.ts';

/** serialization_failure, deadlock_detected */
const RETRIED = new Set(['40001', '40P01']);

export function createDatabase(pool: pg.Pool): Database {
  return {
    read: storesOver(pool, sayingWhenAway),
    recentCalls: createRecentCalls(),
    async transaction(work) {
      try {
        return await twice(() => inTransaction(pool, work));
      } catch (error) {
        if (isAway(error)) throw new DomainError('unavailable', 'the database is away');
        throw error;
      }
    },
  };
}

async function twice<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !RETRIED.has(error.code ?? '')) throw error;
    return attempt();
  }
}

async function inTransaction<T>(pool: pg.Pool, work: (stores: Stores) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // not awaited: the statements behind it are answered only if it was
    client.query('BEGIN').catch(() => undefined);
    const answer = await work(storesOver(client));
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function storesOver(client: Queryable, guard = <T extends object>(store: T): T => store): Stores {
  return {
    access: guard(pgAccessStore(client)),
    addressRanges: guard(pgAddressRangeStore(client)),
    accounts: guard(pgAccountStore(client)),
    activations: guard(pgActivationStore(client)),
    agents: guard(pgAgentStore(client)),
    audit: guard(pgAuditWriter(client)),
    callers: guard(pgCallerStore(client)),
    calls: guard(pgCallStore(client)),
    factors: guard(pgFactorStore(client)),
    desks: guard(pgDeskCutter(client)),
    estates: guard(pgEstateStore(client)),
    handOvers: guard(pgHandOverStore(client)),
    mails: guard(pgMailStore(client)),
    meetings: guard(pgMeetingStore(client)),
    openIdIdentities: guard(pgOpenIdIdentityStore(client)),
    ownSessions: guard(pgOwnSessionStore(client)),
    structure: guard(pgStructureStore(client)),
    timeline: guard(pgTimelineStore(client)),
    users: guard(pgUserDirectory(client)),
    windows: guard(pgWindowStore(client)),
  };
}
