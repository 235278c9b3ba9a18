import type { AuditEntry } from '../audit/audit-entry.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { NewId } from '../shared/ids.ts';
import type { AccessAnnouncer } from '../users/access-announcer.ts';
import type { Actor } from './actor.ts';
import { readRange } from './address-range.ts';
import type { AddressRange } from './address-range-store.ts';

export interface AddressRangeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly accessAnnouncer: AccessAnnouncer;
}

export interface NewAddressRange {
  readonly actor: Actor;
  readonly range: string;
  readonly note: string;
}

export type AddedAddressRange =
  | { readonly kind: 'added'; readonly range: AddressRange }
  | {
      readonly kind: 'inside_network';
      /** What was probably meant. */
      readonly network: string;
    };

export function listAddressRanges({ database }: Pick<AddressRangeDeps, 'database'>) {
  return (): Promise<readonly AddressRange[]> => database.read.addressRanges.list();
}

/** Throws invalid (range: not_a_range, taken). */
export function addAddressRange({ database, clock, newId, accessAnnouncer }: AddressRangeDeps) {
  return async ({ actor, range: text, note }: NewAddressRange): Promise<AddedAddressRange> => {
    const read = readRange(text);
    if (read.kind === 'inside_network') return read;
    if (read.kind === 'not_a_range') {
      throw new DomainError('invalid', 'not a range', { range: 'not_a_range' });
    }
    const at = clock.now();
    const range = { id: newId(), range: read.range, note, createdAt: at.toISOString() };
    await database.transaction(async ({ addressRanges, audit }) => {
      if (!(await addressRanges.insert(range))) {
        throw new DomainError('invalid', 'the range is there already', { range: 'taken' });
      }
      await audit.write(entryOf(at, actor, range, 'created'));
    });
    accessAnnouncer.accessChanged({ userIds: null, endSessionsOf: [] });
    return { kind: 'added', range };
  };
}

/** Whoever came in by it alone is out at once. Throws not_found. */
export function removeAddressRange({ database, clock, accessAnnouncer }: AddressRangeDeps) {
  return async ({ actor, id }: { readonly actor: Actor; readonly id: string }): Promise<void> => {
    await database.transaction(async ({ addressRanges, audit }) => {
      const range = await addressRanges.delete(id);
      if (!range) throw new DomainError('not_found', 'no such range');
      await audit.write(entryOf(clock.now(), actor, range, 'deleted'));
    });
    accessAnnouncer.accessChanged({ userIds: null, endSessionsOf: [] });
  };
}

function entryOf(
  at: Date,
  actor: Actor,
  { id, range, note }: AddressRange,
  verb: 'created' | 'deleted',
): AuditEntry {
  const subject = { kind: 'address_range', id, name: range } as const;
  const [before, after] = verb === 'created' ? [null, { range, note }] : [{ range, note }, null];
  return { at, actor, action: `address_range:${verb}`, outcome: 'done', subject, before, after };
}
