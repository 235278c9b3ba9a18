import type { Reachable } from '../access/reach.ts';
import type { Labels } from '../access/viewer.ts';
import type { TimelineFact } from '../contacts/timeline.ts';
import type { CardTicket, KnownCallerCard } from './caller-card.ts';

type Cut = 'mayChange' | 'lastEvents' | 'openTickets' | 'nextMeeting' | 'missedMeetings';

/** A contact's card as the database knows it, before it is cut for one agent: each record with what its reach depends on. */
export type CallerCardFacts = Omit<KnownCallerCard, 'kind' | 'verstat' | 'hit' | 'others' | Cut> &
  Omit<Reachable, 'ownerId'> & {
    readonly lastEvents: readonly TimelineFact[];
    readonly openTickets: readonly (CardTicket & {
      readonly ownerId: string | null;
      readonly labels: Labels;
    })[];
    /** Promises that are not over, the next first. */
    readonly comingMeetings: readonly (NonNullable<KnownCallerCard['nextMeeting']> & {
      readonly labels: Labels;
    })[];
    /** Of each promise missed in the last 90 days. */
    readonly missedMeetings: readonly Labels[];
  };

export function reachableOf({ owner, managerIds, accountKind, labels }: CallerCardFacts): Reachable {
  return { ownerId: owner.id, managerIds, accountKind, labels };
}
