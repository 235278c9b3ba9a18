import { contactReach } from '../access/contact-reach.ts';
import type { Stores } from '../shared/database.ts';
import type { CallState } from './call-state.ts';
import { type CutCard, cutCard } from './cut-card.ts';

/** The card of a call that is already there, cut for this user as of now. */
export async function loadCard(stores: Stores, call: CallState, userId: string, at: Date): Promise<CutCard> {
  const [people, hits] = await Promise.all([stores.access.peopleAround(userId), stores.calls.hits(call.id)]);
  const viewer = people.find((person) => person.userId === userId);
  if (viewer === undefined) return { card: { kind: 'out_of_reach' }, isContactHidden: true };
  const facts = call.contactId === null ? null : await stores.callers.cardFacts(call.contactId, at);
  return cutCard(stores, {
    viewer,
    reach: contactReach(viewer, people),
    hits,
    facts,
    number: call.number,
    verstat: call.verstat,
    isIdentificationSkipped: false,
  });
}
