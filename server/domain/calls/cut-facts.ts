import { isTicketInReach, ticketReach } from '../access/ticket-reach.ts';
import { seesOnContact } from '../access/sees-on-contact.ts';
import type { Colleague, Viewer } from '../access/viewer.ts';
import type { KnownCallerCard } from './caller-card.ts';
import type { CallerCardFacts } from './caller-card-facts.ts';
import { cutItem } from '../contacts/cut-item.ts';

type Shown = Omit<KnownCallerCard, 'kind' | 'mayChange' | 'verstat' | 'hit' | 'others'>;

/** Of a contact in reach: its calls, meetings and tickets are each in reach, or not, by themselves (A40). */
export function cutFacts(facts: CallerCardFacts, viewer: Viewer, people: readonly Colleague[]): Shown {
  const { managerIds: _, accountKind: __, labels: ___, ...shown } = facts;
  const { lastEvents, openTickets, comingMeetings, missedMeetings, ...rest } = shown;
  const tickets = ticketReach(viewer, people);
  const seesMeeting = seesOnContact(viewer, 'meetings');
  const next = comingMeetings.find(({ labels }) => seesMeeting(labels));
  return {
    ...rest,
    lastEvents: lastEvents.flatMap((item) => cutItem(item, viewer) ?? []),
    openTickets: openTickets
      .filter((ticket) => isTicketInReach(tickets, ticket))
      .map(({ ownerId: _owner, labels: _labels, ...ticket }) => ticket),
    nextMeeting: next ? { id: next.id, name: next.name, fromAt: next.fromAt } : null,
    missedMeetings: missedMeetings.filter(seesMeeting).length,
  };
}
