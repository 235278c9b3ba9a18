import type { StructureDeps } from './structure-deps.ts';
import type { ListedUnit, UnitKind } from './unit.ts';

/** In the order of their names. */
export function listUnits({ database }: Pick<StructureDeps, 'database'>) {
  return ({ kind }: { readonly kind: UnitKind }): Promise<readonly ListedUnit[]> =>
    database.read.structure.list(kind);
}
