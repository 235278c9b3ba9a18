import type { Stores } from '../shared/database.ts';
import type { CallState } from './call-state.ts';
import type { CardMaterial } from './call-store.ts';
import { rankedHits } from './arrived-call.ts';
import { type CutCard, cutCard } from './cut-card.ts';

export interface LoadedCard extends CutCard {
  /** Of the call's project. */
  readonly outcomes: CardMaterial['outcomes'];
}

/** The card of a call that is already there, cut for this user as of now. */
export async function loadCard(
  stores: Stores,
  call: CallState,
  userId: string,
  at: Date,
): Promise<LoadedCard> {
  const material = await stores.calls.cardMaterial(call.id, userId, at);
  const { viewer, people, hits, facts, outcomes, isIdentificationSkipped } = material;
  if (viewer === null) return { card: { kind: 'out_of_reach' }, isContactHidden: true, outcomes };
  const cut = await cutCard(stores, {
    viewer,
    people,
    hits: rankedHits(call, hits),
    facts,
    number: call.number,
    verstat: call.verstat,
    isIdentificationSkipped,
  });
  return { ...cut, outcomes };
}
