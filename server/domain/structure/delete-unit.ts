import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { StructureDeps } from './structure-deps.ts';
import { unitEntry } from './unit-entry.ts';
import type { InUse, UnitKind } from './unit.ts';

export type UnitDeletion =
  | { readonly kind: 'deleted' }
  | {
      readonly kind: 'in_use';
      /** What still carries it (A16). */
      readonly inUse: InUse;
    };

/** Throws not_found. */
export function deleteUnit({ database, clock, accessAnnouncer }: StructureDeps) {
  return async (input: {
    readonly actor: Actor;
    readonly kind: UnitKind;
    readonly id: string;
  }): Promise<UnitDeletion> => {
    const { actor, kind, id } = input;
    // counted before it is held: counting takes a while where there is much, and whoever puts it on something waits
    const inUse = await database.read.structure.countUses(kind, id);
    if (isCarried(inUse)) return { kind: 'in_use', inUse };

    const deletion = await database.transaction(async ({ structure, audit }): Promise<UnitDeletion> => {
      const unit = await structure.lock(kind, id);
      if (!unit) throw new DomainError('not_found', `no such ${kind}`);
      const still = await structure.countUses(kind, id);
      if (isCarried(still)) return { kind: 'in_use', inUse: still };
      await structure.delete(kind, id);
      await audit.write(unitEntry(clock.now(), actor, kind, unit, null));
      return { kind: 'deleted' };
    });
    // sessions that had the channel chosen see everything again
    if (deletion.kind === 'deleted' && kind === 'channel') {
      accessAnnouncer.accessChanged({ userIds: null, endSessionsOf: [] });
    }
    return deletion;
  };
}

const isCarried = (inUse: InUse): boolean => Object.values(inUse).some((count) => count > 0);
