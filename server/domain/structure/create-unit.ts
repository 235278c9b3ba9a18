import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { StructureDeps } from './structure-deps.ts';
import { unitEntry } from './unit-entry.ts';
import type { ChannelKind, ListedUnit, UnitKind } from './unit.ts';

export interface NewUnit {
  readonly actor: Actor;
  /** With the same id it is made once; null: a new one. */
  readonly id: string | null;
  readonly kind: UnitKind;
  readonly name: string;
  /** Of a channel. */
  readonly channelKind: ChannelKind | null;
}

/** Throws invalid (name: taken). */
export function createUnit({ database, clock, newId }: StructureDeps) {
  return ({ actor, id, kind, name, channelKind }: NewUnit): Promise<ListedUnit> => {
    const unit = { id: id ?? newId(), name, channelKind };
    return database.transaction(async ({ structure, audit }) => {
      if (await structure.insert(kind, unit)) {
        await audit.write(unitEntry(clock.now(), actor, kind, null, unit));
        return { ...unit, userCount: 0 };
      }
      const known = id && (await structure.list(kind)).find((one) => one.id === id);
      if (!known) throw new DomainError('invalid', 'the name is taken', { name: 'taken' });
      return known;
    });
  };
}
