import { dropExpiredPhones } from '#domain/agents/drop-expired-phones.ts';
import type { Deps } from '#domain/shared/deps.ts';
import type { Sweep } from './sweep.ts';

/** Phones that stopped registering count no longer. */
export function expiredPhones(deps: Deps, everyMs: number): Sweep {
  return { name: 'expired-phones', everyMs, run: () => dropExpiredPhones(deps)({ now: deps.clock.now() }) };
}
