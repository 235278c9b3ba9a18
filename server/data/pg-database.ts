import type pg from 'pg';
import { createRecentCalls } from '#domain/calls/recent-calls.ts';
import type { Database, Stores } from '#domain/shared/database.ts';
import { sayingWhenAway } from './away.ts';
import { pgAccountStore } from './pg-account-store.ts';
import { pgAccessStore } from './pg-access-store.ts';
import { pgAddressRangeStore } from './pg-address-range-store.ts';
import { pgActivationStore } from './pg-activation-store.ts';
import { pgAgentStore } from './pg-agent-store.ts';
import { pgAuditWriter } from './pg-audit-writer.ts';
import type { Unsaved } from './pg-call-saves.ts';
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
import { receiveInGroups } from './pg-received-calls.ts';
import { ringWaitingInGroups } from './pg-rung-calls.ts';
import type { Queryable } from './pg-statement.ts';
import { inTransaction, twice } from './pg-transaction.ts';

export function createDatabase(pool: pg.Pool): Database {
  const unsaved = { count: 0 };
  return {
    read: storesOver(pool, sayingWhenAway, unsaved),
    recentCalls: createRecentCalls(),
    ...sayingWhenAway({
      receive: receiveInGroups(pool, unsaved),
      ringWaiting: ringWaitingInGroups(pool),
      transaction: <T>(work: (stores: Stores) => Promise<T>) =>
        twice(() => inTransaction(pool, (client) => work(storesOver(client)))),
    }),
  };
}

function storesOver(
  client: Queryable,
  guard = <T extends object>(store: T): T => store,
  unsaved?: Unsaved,
): Stores {
  return {
    access: guard(pgAccessStore(client)),
    addressRanges: guard(pgAddressRangeStore(client)),
    accounts: guard(pgAccountStore(client)),
    activations: guard(pgActivationStore(client)),
    agents: guard(pgAgentStore(client)),
    audit: guard(pgAuditWriter(client)),
    callers: guard(pgCallerStore(client)),
    calls: guard(pgCallStore(client, unsaved)),
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
