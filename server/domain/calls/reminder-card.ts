import { findPeople } from '../access/find-reach.ts';
import { rankHits } from '../callers/rank-hits.ts';
import type { E164 } from '../callers/phone-number.ts';
import type { Stores } from '../shared/database.ts';
import type { CallerCard } from './caller-card.ts';
import { cutCard } from './cut-card.ts';

export interface CardSubject {
  readonly userId: string;
  readonly contactId: string | null;
  readonly number: string;
  readonly at: Date;
}

/** The card of somebody who is going to be called, cut for the user. */
export async function reminderCard(stores: Stores, subject: CardSubject): Promise<CallerCard> {
  const { userId, contactId, at } = subject;
  const number = subject.number as E164;
  const viewer = await stores.access.viewer(userId);
  if (viewer === null) return { kind: 'out_of_reach' };
  const rows = contactId === null ? await stores.callers.find(number) : [];
  const facts = contactId === null ? null : await stores.callers.cardFacts(contactId, at);
  const { card } = await cutCard(stores, {
    viewer,
    people: await findPeople(stores, viewer),
    hits: rankHits(rows, { agentId: userId, extension: null, at }),
    facts,
    number,
    verstat: null,
    isIdentificationSkipped: false,
  });
  return card;
}
