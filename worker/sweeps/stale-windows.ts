import { dropStaleWindows } from '#domain/desk/drop-stale-windows.ts';
import type { Deps } from '#domain/shared/deps.ts';
import type { Sweep } from './sweep.ts';

/** Windows whose server died without a word take no pops. */
export function staleWindows(deps: Deps, everyMs: number): Sweep {
  return { name: 'stale-windows', everyMs, run: () => dropStaleWindows(deps)({ now: deps.clock.now() }) };
}
