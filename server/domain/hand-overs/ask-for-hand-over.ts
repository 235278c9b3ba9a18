import { findContactReach } from '../access/find-reach.ts';
import { isInReach } from '../access/reach.ts';
import type { Viewer } from '../access/viewer.ts';
import { reachableOf } from '../calls/caller-card-facts.ts';
import type { Stores } from '../shared/database.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { HandOverState } from './hand-over-store.ts';
import { findHiddenCaller } from './hidden-caller.ts';

export interface OwnCall {
  readonly viewer: Viewer;
  readonly callId: string;
}

/**
 * Asks whoever leads the agent and reaches the caller to let the agent see who called (A41). Asked again, it is the same
 * request. Throws not_found unless it is a call of the agent's own whose caller is known and out of reach.
 */
export function askForHandOver(deps: Deps) {
  return async ({ viewer, callId }: OwnCall): Promise<HandOverState> => {
    const askedAt = deps.clock.now();
    const { state, supervisorIds } = await deps.database.transaction(async (stores) => {
      const { contactId } = await findHiddenCaller(stores, viewer, callId, askedAt);
      const request = { id: deps.newId(), callId, contactId, agentId: viewer.userId, askedAt };
      return {
        state: await stores.handOvers.ask(request),
        supervisorIds: await supervisorsOf(stores, contactId, viewer.userId, askedAt),
      };
    });
    const asked = state.decision === null ? await deps.database.read.handOvers.view(state.id) : null;
    if (asked) supervisorIds.forEach((userId) => deps.publisher.toUser(userId, 'hand_over:requested', asked));
    return state;
  };
}

/** What became of it, for a page that was loaded anew. Throws not_found. */
export function getHandOver({ database, clock }: Deps) {
  return async ({ viewer, callId }: OwnCall): Promise<HandOverState> => {
    const { contactId } = await findHiddenCaller(database.read, viewer, callId, clock.now());
    const state = await database.read.handOvers.ofCall(callId, contactId, viewer.userId);
    if (!state) throw new DomainError('not_found', 'nobody asked');
    return state;
  };
}

/** Who leads the agent and may change the contact. */
export async function supervisorsOf(
  stores: Stores,
  contactId: string,
  agentId: string,
  at: Date,
): Promise<readonly string[]> {
  const facts = await stores.callers.cardFacts(contactId, at);
  if (facts === null) return [];
  const userIds: string[] = [];
  for (const userId of await stores.handOvers.supervisorsOf(agentId)) {
    const viewer = await stores.access.viewer(userId);
    if (viewer === null || userId === agentId) continue;
    if (isInReach(await findContactReach(stores, viewer, 'change'), reachableOf(facts))) userIds.push(userId);
  }
  return userIds;
}
