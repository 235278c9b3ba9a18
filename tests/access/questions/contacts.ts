import { changesContact, seesContact, seesOrganization } from '../statement/accounts.ts';
import { timelineOf } from '../statement/timeline.ts';
import type { Contact, Labels, Viewer } from '../statement/world.ts';
import { firstNameOf, firstNames, numberOf } from '../product/rows.ts';
import { wordOf } from '../product/names.ts';
import {
  all,
  answered,
  at,
  type Body,
  changeOf,
  type Dice,
  exactly,
  type Expected,
  missing,
  noSuch,
  type Question,
  type Request,
  type RouteRule,
  same,
  unknown,
} from './question.ts';

const read = { section: 'contacts', action: 'read' } as const;
const change = { section: 'contacts', action: 'change' } as const;

export const contactRules: Readonly<Record<string, RouteRule>> = {
  'GET /api/contacts': { door: read, questions: listQuestions },
  'POST /api/contacts': { door: change, questions: creations },
  'GET /api/contacts/:id': {
    door: read,
    questions: (viewer) =>
      viewer.world.contacts.map((contact) => seen(viewer, contact, '', lookAtContact(viewer, contact))),
  },
  'PATCH /api/contacts/:id': {
    door: change,
    questions: (viewer) =>
      viewer.world.contacts.map((contact) =>
        changed(viewer, contact, '', { body: { position: 'Changed' }, headers: { 'if-match': '"1"' } }),
      ),
  },
  'GET /api/contacts/:id/timeline': { door: read, questions: timelineQuestions },
  'POST /api/contacts/:id/notes': {
    door: change,
    questions: (viewer) =>
      viewer.world.contacts.map((contact) =>
        changed(viewer, contact, '/notes', { body: { text: 'A note' } }, answered(undefined, [201])),
      ),
  },
  'GET /api/search': { door: read, questions: searchQuestions },
  'GET /api/organizations': { door: read, questions: organizationQuestions },
};

const contactsSeen = (viewer: Viewer): readonly Contact[] =>
  viewer.world.contacts.filter((contact) => seesContact(viewer, contact));
const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);

/** A question about one contact that is answered to whoever sees it. */
function seen(viewer: Viewer, contact: Contact, rest: string, look: (body: Body) => string | null): Question {
  const url = `/api/contacts/${at(contact.id)}${rest}`;
  const twin = { url: `/api/contacts/${noSuch('c')}${rest}` };
  return { url, expected: seesContact(viewer, contact) ? answered(look) : missing(twin) };
}

function changed(
  viewer: Viewer,
  contact: Contact,
  rest: string,
  request: Omit<Request, 'url'>,
  done: Expected = answered(),
): Question {
  const twin = { ...request, url: `/api/contacts/${noSuch('c')}${rest}` };
  const expected = changeOf(seesContact(viewer, contact), changesContact(viewer, contact), twin, done);
  return { ...request, url: `/api/contacts/${at(contact.id)}${rest}`, expected };
}

const lookAtContact = (viewer: Viewer, contact: Contact) => (body: Body) =>
  all(
    same('the contact', body.id, contact.id),
    // parts of the contact, even where they are out of reach themselves
    same('its owner', body.owner?.id, contact.owner),
    same('its organization', body.organization?.id ?? null, contact.organization),
    exactly(contact.managers)(body.managers),
    labelledAs(contact.labels)(body),
    changeableAs(viewer, contact)(body),
  );

/** Said of a contact exactly where a change of it is not refused. */
const changeableAs = (viewer: Viewer, contact: Contact) => (body: Body) =>
  same(`that ${contact.id} may be changed`, body.mayChange, changesContact(viewer, contact));

/** A15: a new record carries the labels of its owner. */
const labelledAs = (labels: Labels) => (body: Body) =>
  all(
    same('its channel', body.channel?.id ?? null, labels.channel),
    same('its branch', body.branch?.id ?? null, labels.branch),
    same('its department', body.department?.id ?? null, labels.department),
    exactly(labels.groups)(body.groups ?? []),
  );

function listQuestions(viewer: Viewer, dice: Dice): Question[] {
  const { world } = viewer;
  const seen = contactsSeen(viewer);
  const one = dice.among(world.contacts);
  const firstName = dice.among(firstNames);
  const owner = dice.among(world.users).id;
  const channel = dice.among(world.channels);
  const organization = world.organizations.length > 0 ? dice.among(world.organizations).id : null;
  const listing = (query: string, expected: readonly Contact[], isPaged = false): Question => ({
    url: `/api/contacts?${query}`,
    isPaged,
    expected: answered((body) =>
      all(
        exactly(ids(expected))(body.items),
        same('the count', body.total, { count: expected.length, isExact: true }),
      ),
    ),
  });
  const matching = (by: (contact: Contact) => boolean) => seen.filter(by);
  const questions = [
    listing('', seen),
    listing(`limit=2&sort=${dice.among(['name', '-name', 'lastActivityAt', '-lastActivityAt'])}`, seen, true),
    listing(
      `search=${wordOf(one.id)}`,
      matching(({ id }) => id === one.id),
    ),
    listing(
      `search=${numberOf(one.id).slice(3)}`,
      matching(({ id }) => id === one.id),
    ),
    listing(
      `search=${firstName}`,
      matching(({ id }) => firstNameOf(id) === firstName),
    ),
    listing(
      `ownerId=${at(owner)}`,
      matching((contact) => contact.owner === owner),
    ),
    listing(
      `channelId=${at(channel)}`,
      matching(({ labels }) => labels.channel === channel),
    ),
    listing(
      'mine=true',
      matching(({ owner: by }) => by === viewer.user.id),
    ),
  ];
  if (organization !== null) {
    questions.push(
      listing(
        `organizationId=${at(organization)}`,
        matching((contact) => contact.organization === organization),
      ),
    );
  }
  return questions;
}

/** What a new contact points to must be in reach; what is not answers as what does not exist. */
function creations(viewer: Viewer): Question[] {
  const body = { firstName: 'New', lastName: 'Contact' };
  const outOfReach = viewer.world.organizations.filter((one) => !seesOrganization(viewer, one));
  return [
    ...outOfReach.map(({ id }) => ({
      url: '/api/contacts',
      body: { ...body, organizationId: at(id) },
      expected: unknown({ url: '/api/contacts', body: { ...body, organizationId: noSuch('o') } }),
    })),
    { url: '/api/contacts', body, expected: answered(labelledAs(viewer.user.labels), [201]) },
  ];
}

function timelineQuestions(viewer: Viewer, dice: Dice): Question[] {
  const kinds = { call: 'k', meeting: 'm', note: 'n' } as const;
  return viewer.world.contacts.map((contact) => {
    const kind = dice.among([null, null, 'call', 'meeting', 'note'] as const);
    const entries = (timelineOf(viewer, contact) ?? []).filter(
      (entry) => kind === null || entry.startsWith(kinds[kind]),
    );
    const query = dice.among(['?limit=2', '?limit=50']) + (kind === null ? '' : `&kind=${kind}`);
    return {
      ...seen(viewer, contact, `/timeline${query}`, (body) =>
        exactly(entries, ({ callId, meetingId, noteId }: Body) => callId ?? meetingId ?? noteId)(body.items),
      ),
      isPaged: true,
    };
  });
}

function searchQuestions(viewer: Viewer, dice: Dice): Question[] {
  const seen = contactsSeen(viewer);
  const one = dice.among(viewer.world.contacts);
  const firstName = dice.among(firstNames);
  const search = (q: string, by: (contact: Contact) => boolean): Question => ({
    url: `/api/search?q=${q}`,
    expected: answered(({ items }) =>
      all(
        exactly(ids(seen.filter(by)))(items),
        ...seen
          .filter(by)
          .map((contact) =>
            changeableAs(viewer, contact)(items.find(({ id }: Body) => id === contact.id) ?? {}),
          ),
      ),
    ),
  });
  return [
    search(wordOf(one.id), ({ id }) => id === one.id),
    search(numberOf(one.id).slice(3), ({ id }) => id === one.id),
    search(firstName, ({ id }) => firstNameOf(id) === firstName),
  ];
}

function organizationQuestions(viewer: Viewer, dice: Dice): Question[] {
  const { organizations } = viewer.world;
  const seen = organizations.filter((organization) => seesOrganization(viewer, organization));
  const search = (text: string, by: (id: string) => boolean): Question => ({
    url: `/api/organizations?search=${text}`,
    expected: answered((body) => exactly(ids(seen).filter(by))(body.items)),
  });
  const one = organizations.length > 0 ? dice.among(organizations).id : 'o1';
  return [search('', () => true), search(wordOf(one), (id) => id === one)];
}
