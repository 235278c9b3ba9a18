import { changesContact } from '../statement/accounts.ts';
import { seesCall, seesCaller } from '../statement/calls.ts';
import { withoutChoice } from '../statement/limits.ts';
import { isOwnersRecordInReach } from '../statement/own-reach.ts';
import { maySee } from '../statement/sections.ts';
import { seesTicket } from '../statement/tickets.ts';
import { type Call, find, type Viewer } from '../statement/world.ts';
import { all, answered, type Body, exactly, type RouteRule, same } from './question.ts';

export const deskRules: Readonly<Record<string, RouteRule>> = {
  'GET /api/desk': {
    door: 'signed_in',
    // what rings at the own phone is told of even where its labels are beyond the limits
    mayName: (viewer) => ringingAt(viewer).map(({ id }) => id),
    eyes: withoutChoice,
    questions: (viewer) => [{ url: '/api/desk', expected: answered(lookAtDesk(viewer)) }],
  },
  'PUT /api/agent-state': {
    door: 'signed_in',
    mayName: (viewer) => ringingAt(viewer).map(({ id }) => id),
    // who has no calls cannot wait for one
    questions: (viewer) => [
      {
        url: '/api/agent-state',
        body: { status: 'available' },
        expected: maySee(viewer.user, 'calls') ? answered(undefined, [200, 409]) : { kind: 'forbidden' },
      },
    ],
  },
  'GET /api/wallboard': {
    door: { section: 'analytics', action: 'read' },
    questions: (viewer) => [
      {
        url: '/api/wallboard',
        expected: answered((body) =>
          exactly(
            viewer.world.calls.filter((call) => call.isRinging && seesCall(viewer, call)).map(({ id }) => id),
            (item: Body) => item.callId,
          )(body.waiting),
        ),
      },
    ],
  },
  'GET /api/dictionaries': {
    door: 'signed_in',
    questions: (viewer) => [{ url: '/api/dictionaries', expected: answered(lookAtPickers(viewer)) }],
  },
  'GET /api/numbers/parse': {
    door: 'signed_in',
    questions: () => [{ url: '/api/numbers/parse?raw=%2B48601100001', expected: answered() }],
  },
};

const ringingAt = ({ world, user }: Viewer): readonly Call[] =>
  world.calls.filter(({ isRinging, rangAt }) => isRinging && rangAt.at(-1) === user.id);

/** The calls that ring at the own phone, with the card of a caller in reach and of no other (A41). */
export const lookAtDesk = (viewer: Viewer) => (desk: Body) => {
  const ringing = ringingAt(viewer);
  return all(
    exactly(
      ringing.map(({ id }) => id),
      (item: Body) => item.call.id,
    )(desk.calls),
    ...ringing.map((call) =>
      lookAtPop(viewer, call)(desk.calls.find((item: Body) => item.call.id === call.id) ?? {}),
    ),
  );
};

export const lookAtPop = (one: Viewer, call: Call) => (pop: Body) => {
  const viewer = withoutChoice(one);
  if (call.contact === null)
    return all(same('the card', pop.card?.kind, 'unknown'), same('the contact', pop.call?.contactId, null));
  if (!seesCaller(viewer, call)) {
    return all(
      same('the card', pop.card, { kind: 'out_of_reach' }),
      same('the contact', pop.call?.contactId, null),
    );
  }
  const tickets = viewer.world.tickets.filter(
    (ticket) => ticket.contact === call.contact && seesTicket(viewer, ticket),
  );
  return all(
    same('the card', pop.card?.kind, 'contact'),
    same("the card's contact", pop.card?.contactId, call.contact),
    same('the contact', pop.call?.contactId, call.contact),
    exactly(tickets.map(({ id }) => id))(pop.card?.openTickets ?? []),
    ...[pop.card, ...pop.card.others].map(lookAtWhoItMayBe(viewer)),
  );
};

/** Whoever may only look at a contact is not offered to say that it is, or is not, who calls. */
const lookAtWhoItMayBe = (viewer: Viewer) => (shown: Body) => {
  if (shown.contactId === null) return null;
  const contact = find(viewer.world.contacts, shown.contactId);
  return same(`that ${contact.id} may be changed`, shown.mayChange, changesContact(viewer, contact));
};

/** Colleagues who can own records in reach can be chosen; those who are dismissed need not be. */
const lookAtPickers = (viewer: Viewer) => (body: Body) => {
  const offered = body.users.map(({ id }: Body) => id) as string[];
  const lacking = viewer.world.users.filter(
    ({ id, status }) => status === 'active' && isOwnersRecordInReach(viewer, id) && !offered.includes(id),
  );
  return all(
    lacking.length === 0 ? null : `does not offer ${lacking.map(({ id }) => id).join(', ')}`,
    lookAtOwners(viewer)(body),
  );
};

/** Lists are narrowed to whoever may own a record in reach, and to nobody else; the status does not matter. */
const lookAtOwners = (viewer: Viewer) => (body: Body) => {
  const { user, world } = viewer;
  const seesEveryAccount =
    maySee(user, 'contacts') && user.accountRoles.some((role) => /_(?:reader|admin)$/.test(role));
  const known = new Set(world.users.map(({ id }) => id));
  return exactly(
    world.users.filter(({ id }) => seesEveryAccount || isOwnersRecordInReach(viewer, id)).map(({ id }) => id),
  )(body.owners.filter(({ id }: Body) => known.has(id)));
};
