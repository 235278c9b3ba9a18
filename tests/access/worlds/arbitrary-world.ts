import fc from 'fast-check';
import { maySee } from '../statement/sections.ts';
import {
  type AccountRole,
  type Call,
  type DataAccess,
  type HandOver,
  type Labels,
  type Role,
  type Section,
  sections,
  type Status,
  type User,
  type World,
} from '../statement/world.ts';

/*
 * Small companies in odd shapes. Choices are numbers that are taken modulo what there is to choose from, so that a
 * counterexample shrinks: fewer people, fewer records, plainer people.
 */
const CHANNELS = ['x1', 'x2'];
const BRANCHES = ['b1', 'b2'];
const DEPARTMENTS = ['d1', 'd2'];
const GROUPS = ['g1', 'g2', 'g3'];
export const RANGES = ['10.1.0.0/16', '2001:db8::/32'];

const NO_LABELS: Labels = { channel: null, branch: null, department: null, groups: [] };

/** The first is the likeliest, and what a counterexample shrinks to. */
const rarely = <T>(usual: T, unusual: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 10 - weight, arbitrary: fc.constant(usual) },
    { weight, arbitrary: unusual },
  );

const labelsOfUser: fc.Arbitrary<Labels> = fc.record({
  channel: rarely<string | null>(null, fc.constantFrom(...CHANNELS), 3),
  branch: rarely<string | null>(null, fc.constantFrom(...BRANCHES), 1),
  department: rarely<string | null>(null, fc.constantFrom(...DEPARTMENTS), 1),
  groups: rarely<string[]>([], fc.subarray(GROUPS, { minLength: 1 }), 2),
});
const anyLabels: fc.Arbitrary<Labels> = fc.record({
  channel: rarely<string | null>(null, fc.constantFrom(...CHANNELS), 6),
  branch: rarely<string | null>(null, fc.constantFrom(...BRANCHES), 5),
  department: rarely<string | null>(null, fc.constantFrom(...DEPARTMENTS), 5),
  groups: rarely<string[]>([], fc.subarray(GROUPS, { minLength: 1 }), 6),
});
/** Null: those of its owner, as when it was created (A15). */
const labelsOfRecord = fc.oneof(
  { withCrossShrink: true },
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant(NO_LABELS) },
  { weight: 4, arbitrary: anyLabels },
);

const allRoles: readonly AccountRole[] = [
  'customer_manager',
  'customer_reader',
  'customer_admin',
  'partner_manager',
  'partner_reader',
  'partner_admin',
];
const usualRoles: readonly AccountRole[] = ['customer_manager', 'partner_manager'];
const accountRoles: fc.Arbitrary<readonly AccountRole[]> = fc.oneof(
  { withCrossShrink: true },
  { weight: 5, arbitrary: fc.constant(usualRoles) },
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.subarray([...allRoles]) },
  // whoever only reads, or changes all: the edges that several roles together hide
  {
    weight: 3,
    arbitrary: fc.subarray(
      allRoles.filter((role) => !role.endsWith('_manager')),
      { minLength: 1 },
    ),
  },
);

/** Sections that hold something already are taken away oftener than the rest. */
const worthLosing: Section[] = ['contacts', 'calls', 'meetings', 'tickets', 'analytics'];
const lost: fc.Arbitrary<readonly Section[]> = rarely<readonly Section[]>(
  [],
  fc.oneof(
    fc.subarray(worthLosing, { minLength: 1, maxLength: 2 }),
    fc.subarray([...sections], { minLength: 1 }),
  ),
  3,
);

const anyIndex = fc.nat({ max: 999 });
const indexOrNull = (weight: number) => rarely<number | null>(null, anyIndex, weight);

const anyUser = fc.record({
  role: fc.constantFrom<Role>('manager', 'manager', 'manager', 'head'),
  /** A Manager's: the Director, nobody, or a Head; a Head's: the Director or nobody. */
  responsible: anyIndex,
  status: rarely<Status>(
    'active',
    fc.constantFrom<Status>('inactive', 'ip_restricted', 'dismissed', 'pending_activation'),
    2,
  ),
  labels: labelsOfUser,
  dataAccess: rarely<DataAccess>('team', fc.constantFrom<DataAccess>('own', 'everything'), 3),
  accountRoles,
  blind: lost,
  readOnly: lost,
  isChief: rarely(false, fc.constant(true), 1),
  chosenChannel: rarely<string | null>(null, fc.constantFrom(...CHANNELS), 2),
});
const anyOrganization = fc.record({
  kind: fc.constantFrom('customer' as const, 'partner' as const),
  owner: indexOrNull(8),
  labels: labelsOfRecord,
});
const anyContact = fc.record({
  owner: anyIndex,
  managers: fc.oneof(
    { withCrossShrink: true },
    { weight: 6, arbitrary: fc.constant<number[]>([]) },
    { weight: 4, arbitrary: fc.array(anyIndex, { minLength: 1, maxLength: 2 }) },
  ),
  organization: indexOrNull(6),
  labels: labelsOfRecord,
});
const anyTicket = fc.record({ owner: anyIndex, contact: indexOrNull(8), labels: labelsOfRecord });
const anyMeeting = fc.record({
  user: indexOrNull(6),
  author: anyIndex,
  contact: indexOrNull(6),
  project: anyIndex,
  labels: labelsOfRecord,
});
const anyCall = fc.record({
  agent: indexOrNull(5),
  rangAt: fc.array(anyIndex, { maxLength: 2 }),
  contact: indexOrNull(8),
  isRinging: fc.boolean(),
  project: anyIndex,
  labels: labelsOfRecord,
});
const anyHandOver = fc.record({ call: anyIndex, agent: anyIndex });
const anyNote = fc.record({ contact: anyIndex, author: anyIndex });

export interface Dealt {
  readonly world: World;
  /** Decides which questions are asked of it. */
  readonly dice: number;
}

export const arbitraryWorld: fc.Arbitrary<Dealt> = fc
  .record({
    directorsChannel: rarely<string | null>(null, fc.constantFrom(...CHANNELS), 1),
    chosenChannel: rarely<string | null>(null, fc.constantFrom(...CHANNELS), 3),
    users: fc.array(anyUser, { minLength: 3, maxLength: 8 }),
    members: fc.array(fc.array(anyIndex, { maxLength: 4 }), { minLength: 2, maxLength: 2 }),
    organizations: fc.array(anyOrganization, { maxLength: 4 }),
    contacts: fc.array(anyContact, { minLength: 2, maxLength: 12 }),
    tickets: fc.array(anyTicket, { maxLength: 3 }),
    meetings: fc.array(anyMeeting, { maxLength: 5 }),
    calls: fc.array(anyCall, { maxLength: 6 }),
    notes: fc.array(anyNote, { maxLength: 3 }),
    handOvers: fc.array(anyHandOver, { maxLength: 2 }),
    allowedRanges: fc.subarray(RANGES),
    dice: fc.nat(),
  })
  .map(({ dice, ...drawn }) => ({ world: build(drawn), dice }));

function build(drawn: {
  readonly directorsChannel: string | null;
  readonly chosenChannel: string | null;
  readonly users: readonly ArbitraryValue<typeof anyUser>[];
  readonly members: readonly (readonly number[])[];
  readonly organizations: readonly ArbitraryValue<typeof anyOrganization>[];
  readonly contacts: readonly ArbitraryValue<typeof anyContact>[];
  readonly tickets: readonly ArbitraryValue<typeof anyTicket>[];
  readonly meetings: readonly ArbitraryValue<typeof anyMeeting>[];
  readonly calls: readonly ArbitraryValue<typeof anyCall>[];
  readonly notes: readonly ArbitraryValue<typeof anyNote>[];
  readonly handOvers: readonly ArbitraryValue<typeof anyHandOver>[];
  readonly allowedRanges: readonly string[];
}): World {
  const users = usersOf(drawn.users, drawn.directorsChannel);
  const user = (index: number) => among(users, index);
  const userIdOrNull = (index: number | null) => (index === null ? null : user(index).id);
  const labelsOr = (labels: Labels | null, owner: User | undefined) => labels ?? owner?.labels ?? NO_LABELS;
  const name = (letter: string, index: number) => `${letter}${index + 1}`;

  const projects = drawn.members.map((members, index) => ({
    id: name('p', index),
    members: [...new Set(members.map((member) => user(member).id))],
  }));
  const organizations = drawn.organizations.map(({ kind, owner, labels }, index) => ({
    id: name('o', index),
    kind,
    owner: userIdOrNull(owner),
    labels: labelsOr(labels, owner === null ? undefined : user(owner)),
  }));
  const contacts = drawn.contacts.map((contact, index) => ({
    id: name('c', index),
    owner: user(contact.owner).id,
    managers: [...new Set(contact.managers.map((manager) => user(manager).id))],
    organization:
      contact.organization === null || organizations.length === 0
        ? null
        : among(organizations, contact.organization).id,
    labels: labelsOr(contact.labels, user(contact.owner)),
  }));
  const contactOrNull = (index: number | null) => (index === null ? null : among(contacts, index).id);
  const tickets = drawn.tickets.map((ticket, index) => ({
    id: name('t', index),
    owner: user(ticket.owner).id,
    contact: contactOrNull(ticket.contact),
    labels: labelsOr(ticket.labels, user(ticket.owner)),
  }));
  const meetings = drawn.meetings.map((meeting, index) => ({
    id: name('m', index),
    user: userIdOrNull(meeting.user),
    author: user(meeting.author).id,
    contact: contactOrNull(meeting.contact),
    project: among(projects, meeting.project).id,
    labels: labelsOr(meeting.labels, user(meeting.user ?? meeting.author)),
  }));
  const ringing = new Set<string>();
  const calls = drawn.calls.map((call, index): Call => {
    const rangAt = [...new Set(call.rangAt.map((at) => user(at).id))];
    const last = rangAt.at(-1);
    const phone = users.find(({ id }) => id === last);
    // one call at a time rings at a phone, and none at the phone of somebody without calls or work
    const rings =
      call.isRinging &&
      phone !== undefined &&
      maySee(phone, 'calls') &&
      phone.status === 'active' &&
      !ringing.has(phone.id);
    if (rings) ringing.add(phone.id);
    return {
      id: name('k', index),
      agent: rings ? null : userIdOrNull(call.agent),
      rangAt,
      contact: contactOrNull(call.contact),
      isRinging: rings,
      project: among(projects, call.project).id,
      labels: labelsOr(call.labels, call.agent === null ? phone : user(call.agent)),
    };
  });
  const notes = drawn.notes.map((note, index) => ({
    id: name('n', index),
    contact: among(contacts, note.contact).id,
    author: user(note.author).id,
  }));
  const handOvers = handOversOf(drawn.handOvers, calls);
  const chosen = drawn.users.flatMap(({ chosenChannel }, index): [string, string][] =>
    chosenChannel === null ? [] : [[name('u', index + 1), chosenChannel]],
  );
  return {
    channels: CHANNELS,
    branches: BRANCHES,
    departments: DEPARTMENTS,
    groups: GROUPS,
    users,
    projects,
    organizations,
    contacts,
    tickets,
    meetings,
    calls,
    notes,
    handOvers,
    chosenChannels: {
      ...(drawn.chosenChannel !== null && { u1: drawn.chosenChannel }),
      ...Object.fromEntries(chosen),
    },
    allowedRanges: drawn.allowedRanges,
  };
}

/** Those whose phone it was ask for the contact, each once. */
function handOversOf(
  drawn: readonly ArbitraryValue<typeof anyHandOver>[],
  calls: readonly Call[],
): HandOver[] {
  const asked = calls.filter(
    ({ contact, rangAt, agent }) => contact !== null && (rangAt.length > 0 || agent !== null),
  );
  if (asked.length === 0) return [];
  const requests = drawn.map(({ call: index, agent }) => {
    const call = among(asked, index);
    const agents = call.agent === null ? call.rangAt : [call.agent, ...call.rangAt];
    return { call: call.id, contact: call.contact!, agent: among(agents, agent) };
  });
  const isFirst = (one: (typeof requests)[number], index: number) =>
    requests.findIndex(({ call, agent }) => call === one.call && agent === one.agent) === index;
  return requests.filter(isFirst).map((request, index) => ({ id: `h${index + 1}`, ...request }));
}

type ArbitraryValue<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** u1 is the Director. */
function usersOf(drawn: readonly ArbitraryValue<typeof anyUser>[], directorsChannel: string | null): User[] {
  const director: User = {
    id: 'u1',
    role: 'director',
    status: 'active',
    responsible: null,
    labels: { ...NO_LABELS, channel: directorsChannel },
    dataAccess: 'team',
    accountRoles: [],
    eyes: [],
    pencils: [],
    isChief: false,
  };
  const heads = drawn.flatMap(({ role }, index) => (role === 'head' ? [`u${index + 2}`] : []));
  return [
    director,
    ...drawn.map((one, index): User => {
      // Heads thrice: most Managers have colleagues
      const superiors = one.role === 'head' ? ['u1', null] : [...heads, ...heads, ...heads, 'u1', null];
      const eyes = sections.filter((section) => !one.blind.includes(section));
      return {
        id: `u${index + 2}`,
        role: one.role,
        status: one.status,
        responsible: among(superiors, one.responsible),
        labels: one.labels,
        dataAccess: one.dataAccess,
        accountRoles: one.accountRoles,
        eyes,
        pencils: eyes.filter((section) => !one.readOnly.includes(section)),
        isChief: one.isChief && one.role === 'manager',
      };
    }),
  ];
}

function among<T>(things: readonly T[], index: number): T {
  return things[index % things.length] as T;
}
