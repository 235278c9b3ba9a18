import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { HiddenRecords } from './structure-store.ts';
import type { StructureDeps } from './structure-deps.ts';
import { ownedKinds, type OwnedKind } from './unit.ts';

/** How many of the user's own records carry other labels than the user (A15). */
export interface HiddenCount {
  readonly counts: Readonly<Record<OwnedKind, number>>;
  readonly total: number;
}

/**
 * A transaction holds its records until it ends, and a call that writes to one of them waits as long: few at a time.
 */
const RECORDS_AT_ONCE = 250;

/** Throws not_found. */
export function countHiddenRecords({ database }: Pick<StructureDeps, 'database'>) {
  return async ({ userId }: { readonly userId: string }): Promise<HiddenCount> => {
    const { structure } = database.read;
    if (!(await structure.labelled(userId))) throw new DomainError('not_found', 'no such user');
    return countOf(await structure.hiddenRecords(userId));
  };
}

/**
 * Gives the user's own records the labels the user has now (A15). What the log says is committed with the first of
 * them; should the rest fail, the count says how many are left, and asking again goes on. Throws not_found, conflict
 * (not as many as were shown).
 */
export function restoreVisibility({ database, clock, accessAnnouncer }: StructureDeps) {
  return async (input: {
    readonly actor: Actor;
    readonly userId: string;
    readonly expectedCount: number;
  }): Promise<HiddenCount> => {
    const { actor, userId, expectedCount } = input;
    const user = await database.read.structure.labelled(userId);
    if (!user) throw new DomainError('not_found', 'no such user');
    const hidden = await database.read.structure.hiddenRecords(userId);
    const count = countOf(hidden);
    if (count.total !== expectedCount) throw new DomainError('conflict', 'not as many as were shown');

    const [first, ...others] = portionsOf(hidden);
    if (!first) return count;
    await database.transaction(async ({ structure, audit }) => {
      await audit.write({
        at: clock.now(),
        actor,
        action: 'user:visibility_restored',
        outcome: 'done',
        subject: { kind: 'user', id: userId, name: user.name },
        before: null,
        after: { ...count.counts, labels: { ...user.labels } },
      });
      await structure.relabel(first.kind, userId, first.ids);
    });
    for (const { kind, ids } of others) {
      await database.transaction(({ structure }) => structure.relabel(kind, userId, ids));
    }
    accessAnnouncer.accessChanged({ userIds: null, endSessionsOf: [] });
    return count;
  };
}

function countOf(hidden: HiddenRecords): HiddenCount {
  const { contacts, organizations, tickets, meetings, calls } = hidden;
  const counts = {
    contacts: contacts.length,
    organizations: organizations.length,
    tickets: tickets.length,
    meetings: meetings.length,
    calls: calls.length,
  };
  return { counts, total: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

interface Portion {
  readonly kind: OwnedKind;
  readonly ids: readonly string[];
}

function portionsOf(hidden: HiddenRecords): readonly Portion[] {
  return ownedKinds.flatMap((kind) => {
    const ids = hidden[kind];
    return Array.from({ length: Math.ceil(ids.length / RECORDS_AT_ONCE) }, (_, index) => ({
      kind,
      ids: ids.slice(index * RECORDS_AT_ONCE, (index + 1) * RECORDS_AT_ONCE),
    }));
  });
}
