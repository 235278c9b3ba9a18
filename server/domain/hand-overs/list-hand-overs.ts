import { findContactReach } from '../access/find-reach.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { cardReach } from '../users/card-reach.ts';
import type { HandOverView } from './hand-over.ts';
import type { HandOverReach } from './hand-over-store.ts';

/** A request nobody answered in this time is about a call nobody remembers. */
const OPEN_MS = 24 * 3_600_000;

/** What this supervisor may decide: contacts the supervisor may change, asked for by agents whose card the supervisor may open. */
export function listHandOvers({ database, clock }: Deps) {
  return async ({ viewer }: { readonly viewer: Viewer }): Promise<readonly HandOverView[]> => {
    const reach = await handOverReach(database.read, viewer);
    return database.read.handOvers.openSince(openSince(clock.now()), reach);
  };
}

export const openSince = (now: Date): Date => new Date(now.getTime() - OPEN_MS);

export async function handOverReach(stores: Stores, viewer: Viewer): Promise<HandOverReach> {
  return { contacts: await findContactReach(stores, viewer, 'change'), agents: cardReach(viewer) };
}
