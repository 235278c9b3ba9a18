import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { StructureDeps } from './structure-deps.ts';
import type { UnitChanges } from './structure-store.ts';
import { unitEntry } from './unit-entry.ts';
import type { ListedUnit, UnitKind } from './unit.ts';

export interface UnitChange extends UnitChanges {
  readonly actor: Actor;
  readonly kind: UnitKind;
  readonly id: string;
}

/** Throws not_found, invalid (name: taken). */
export function changeUnit({ database, clock }: StructureDeps) {
  return ({ actor, kind, id, ...changes }: UnitChange): Promise<ListedUnit> =>
    database.transaction(async ({ structure, audit }) => {
      const before = await structure.lock(kind, id);
      if (!before) throw new DomainError('not_found', `no such ${kind}`);
      await structure.change(kind, id, changes);
      const after = (await structure.list(kind)).find((one) => one.id === id)!;
      await audit.write(unitEntry(clock.now(), actor, kind, before, after));
      return after;
    });
}
