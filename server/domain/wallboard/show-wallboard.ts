import { findPeople } from '../access/find-reach.ts';
import { ownersOf } from '../access/owners.ts';
import { callReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Deps } from '../shared/deps.ts';
import type { TelephonyPulse } from './telephony-pulse.ts';
import type { Wallboard } from './wallboard.ts';
import type { WallboardStore } from './wallboard-store.ts';

export interface WallboardDeps extends Deps {
  readonly wallboard: WallboardStore;
  readonly pulse: TelephonyPulse;
}

const HOUR_MS = 3_600_000;

/** The centre as it is now; of callers and agents, those within the viewer's reach. */
export function showWallboard(deps: WallboardDeps) {
  const { wallboard, pulse, clock } = deps;
  return async (input: { readonly viewer: Viewer }): Promise<Wallboard> => {
    const now = clock.now();
    const people = await findPeople(deps.database.read, input.viewer);
    const [waiting, agents, trunks, popP99Ms, signs] = await Promise.all([
      wallboard.waiting(callReach(input.viewer, people, 'read')),
      wallboard.agents(ownersOf(input.viewer, people), now),
      wallboard.trunks(),
      wallboard.popP99Ms(new Date(now.getTime() - HOUR_MS)),
      pulse.read(),
    ]);
    return { now: now.toISOString(), waiting, agents, trunks, popP99Ms, ...signs };
  };
}
