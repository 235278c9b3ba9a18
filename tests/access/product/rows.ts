import { sessionIdOf } from '../../../server/domain/access/session.ts';
import { seesCaller } from '../statement/calls.ts';
import { find, type Labels, viewerOf, type World } from '../statement/world.ts';
import { idOf, wordOf } from './names.ts';

type Row = Readonly<Record<string, unknown>>;
/** Rows by table, in the order in which they can be inserted. */
export type Rows = readonly (readonly [table: string, rows: readonly Row[]])[];

const DAY = 86_400_000;

export const firstNames = ['Anna', 'Borys', 'Cyryl', 'Daria'] as const;
export const firstNameOf = (contact: string): string =>
  firstNames[Number(contact.slice(1)) % firstNames.length]!;
export const numberOf = (contact: string): string => `+48601${String(100_000 + Number(contact.slice(1)))}`;
/** Somebody whom nobody knows. */
export const STRANGERS_NUMBER = '+48601999999';

export const tokenOf = (worldNumber: number, user: string): string =>
  `world-${worldNumber}-of-${user}-in-the-tests`;
export const csrfTokenOf = (worldNumber: number, user: string): string => `csrf-${worldNumber}-${user}`;

export function rowsOf(world: World, worldNumber: number, now: Date): Rows {
  const id = (name: string) => idOf(worldNumber, name);
  const idOrNull = (name: string | null) => (name === null ? null : id(name));
  const labels = ({ channel, branch, department, groups }: Labels) => ({
    channel_id: idOrNull(channel),
    branch_id: idOrNull(branch),
    department_id: idOrNull(department),
    group_ids: groups.map(id),
  });
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
  const called = (names: readonly string[]) => names.map((name) => ({ id: id(name), name: wordOf(name) }));

  const contactOf = (name: string | null) =>
    name === null ? { number: STRANGERS_NUMBER } : { contact_id: id(name), number: numberOf(name) };
  const calls = world.calls.map((call, index) => {
    const isAnswered = call.agent !== null;
    const hit = call.contact === null ? [] : [hitOf(world, call.contact, id)];
    return {
      id: id(call.id),
      direction: 'inbound',
      status: call.isRinging ? 'ringing' : 'ended',
      result: call.isRinging ? null : isAnswered ? 'answered' : 'missed',
      project_id: id(call.project),
      contact_id: null,
      ...contactOf(call.contact),
      agent_id: idOrNull(call.agent),
      number_received: contactOf(call.contact).number,
      identification: hit,
      queued_at: ago(100 + index),
      ringing_at: ago(100 + index),
      answered_at: isAnswered ? ago(99 + index) : null,
      ended_at: call.isRinging ? null : ago(90 + index),
      is_withheld: false,
      version: 1,
      ...labels(call.labels),
    };
  });
  const legs = world.calls.flatMap((call, callIndex) =>
    call.rangAt.map((user, index) => {
      const isRinging = call.isRinging && index === call.rangAt.length - 1;
      return {
        id: id(`l${callIndex * 100 + index + 1}`),
        call_id: id(call.id),
        kind: 'agent',
        status: isRinging ? 'ringing' : 'ended',
        user_id: id(user),
        result: isRinging ? null : 'missed',
        is_contact_hidden: call.contact !== null && !seesCaller(viewerOf(world, user), call),
        started_at: ago(100 + callIndex),
        ringing_at: ago(100 + callIndex),
        ended_at: isRinging ? null : ago(95 + callIndex),
      };
    }),
  );
  const ringingAt = (user: string) =>
    world.calls.find(({ isRinging, rangAt }) => isRinging && rangAt.at(-1) === user) ?? null;
  const from = new Date(Math.floor((now.getTime() + 3 * DAY) / DAY) * DAY + DAY / 2).getTime();

  return [
    ['sales_channels', called(world.channels).map((row) => ({ ...row, kind: 'direct' }))],
    ['branches', called(world.branches)],
    ['departments', called(world.departments)],
    ['user_groups', called(world.groups)],
    [
      'address_ranges',
      world.allowedRanges.map((range, index) => ({
        id: id(`l${80_000 + index}`),
        range,
        note: '',
        created_at: ago(1),
      })),
    ],
    [
      'users',
      world.users.map((user) => ({
        id: id(user.id),
        login: `login-${user.id}`,
        email: `${user.id}@world.example`,
        name: wordOf(user.id),
        password_hash: 'nobody signs in with it',
        role: user.role,
        status: user.status,
        responsible_id: idOrNull(user.responsible),
        phone: null,
        locale: 'en',
        time_zone: 'Europe/Warsaw',
        created_at: ago(1000),
        version: 1,
        data_access: user.dataAccess,
        account_roles: user.accountRoles,
        readable_sections: [...new Set([...user.eyes, ...user.pencils])],
        changeable_sections: user.pencils,
        is_chief_manager: user.isChief,
        ...labels(user.labels),
      })),
    ],
    [
      'sessions',
      world.users.map((user) => ({
        id: sessionIdOf(tokenOf(worldNumber, user.id)),
        user_id: id(user.id),
        csrf_token: csrfTokenOf(worldNumber, user.id),
        address: '127.0.0.1',
        user_agent: 'a test',
        created_at: ago(0),
        last_seen_at: ago(0),
        expires_at: ago(-60),
        channel_id: idOrNull(world.chosenChannels[user.id] ?? null),
      })),
    ],
    [
      'agent_states',
      world.users.map((user) => {
        const call = ringingAt(user.id);
        return {
          user_id: id(user.id),
          status: call ? 'ringing' : 'offline',
          call_id: call && id(call.id),
          since: ago(10),
          version: 1,
        };
      }),
    ],
    [
      'projects',
      world.projects.map(({ id: name }) => ({
        id: id(name),
        name: wordOf(name),
        time_zone: 'Europe/Warsaw',
        business_hours: [],
        is_identification_on: true,
        ring_seconds: 20,
        max_wait_seconds: 120,
        wrap_up_seconds: 60,
        meeting_modes: ['manual', 'automatic'],
        meeting_first_dialled: 'agent',
        meeting_ring_seconds: 30,
        meeting_attempts: 3,
        meeting_pause_seconds: 300,
        meeting_remind_seconds: 60,
        meeting_reserve_seconds: 30,
      })),
    ],
    [
      'project_members',
      world.projects.flatMap(({ id: project, members }) =>
        members.map((user) => ({ project_id: id(project), user_id: id(user), level: 1 })),
      ),
    ],
    [
      'organizations',
      world.organizations.map((organization) => ({
        id: id(organization.id),
        name: wordOf(organization.id),
        kind: organization.kind,
        owner_id: idOrNull(organization.owner),
        created_at: ago(500),
        ...labels(organization.labels),
      })),
    ],
    [
      'contacts',
      world.contacts.map((contact) => ({
        id: id(contact.id),
        first_name: firstNameOf(contact.id),
        last_name: wordOf(contact.id),
        organization_id: idOrNull(contact.organization),
        owner_id: id(contact.owner),
        is_spam: false,
        version: 1,
        created_at: ago(400),
        updated_at: ago(400),
        ...labels(contact.labels),
      })),
    ],
    [
      'contact_numbers',
      world.contacts.map((contact, index) => ({
        id: id(`l${90_000 + index}`),
        contact_id: id(contact.id),
        e164: numberOf(contact.id),
        received: numberOf(contact.id),
        kind: 'mobile',
        position: 0,
      })),
    ],
    [
      'contact_managers',
      world.contacts.flatMap(({ id: contact, managers }) =>
        managers.map((user) => ({ contact_id: id(contact), user_id: id(user) })),
      ),
    ],
    [
      'tickets',
      world.tickets.map((ticket, index) => ({
        id: id(ticket.id),
        number: index + 1,
        subject: wordOf(ticket.id),
        state: 'open',
        priority: 'normal',
        is_complaint: false,
        contact_id: idOrNull(ticket.contact),
        owner_id: id(ticket.owner),
        created_at: ago(300),
        ...labels(ticket.labels),
      })),
    ],
    [
      'meetings',
      world.meetings.map((meeting, index) => ({
        id: id(meeting.id),
        name: wordOf(meeting.id),
        number: contactOf(meeting.contact).number,
        number_received: contactOf(meeting.contact).number,
        mode: 'manual',
        from_at: new Date(from + index * 3_600_000).toISOString(),
        to_at: new Date(from + index * 3_600_000 + 1_800_000).toISOString(),
        from_wall: new Date(from + index * 3_600_000).toISOString().slice(0, 16),
        to_wall: new Date(from + index * 3_600_000 + 1_800_000).toISOString().slice(0, 16),
        time_zone: 'UTC',
        information: '',
        status: 'planned',
        revision: 1,
        next_action_at: new Date(from + index * 3_600_000 - 60_000).toISOString(),
        attempt_count: 0,
        project_id: id(meeting.project),
        user_id: idOrNull(meeting.user),
        contact_id: idOrNull(meeting.contact),
        author_id: id(meeting.author),
        created_at: ago(200),
        ...labels(meeting.labels),
      })),
    ],
    ['calls', calls],
    ['call_legs', legs],
    [
      'notes',
      world.notes.map((note) => ({
        id: id(note.id),
        contact_id: id(note.contact),
        author_id: id(note.author),
        text: wordOf(note.id),
        created_at: ago(50),
      })),
    ],
    [
      'hand_over_requests',
      world.handOvers.map(({ id: name, call, contact, agent }) => ({
        id: id(name),
        call_id: id(call),
        contact_id: id(contact),
        agent_id: id(agent),
        asked_at: ago(20),
      })),
    ],
    ['timeline_entries', timelineRows(world, id, ago)],
  ];
}

function timelineRows(world: World, id: (name: string) => string, ago: (minutes: number) => string): Row[] {
  const none = { actor_id: null, call_id: null, meeting_id: null, note_id: null };
  const entry = (name: string, contact: string, kind: string, minutes: number) => ({
    ...none,
    id: id(name),
    contact_id: id(contact),
    kind,
    occurred_at: ago(minutes),
    [`${kind}_id`]: id(name),
  });
  return [
    ...world.notes.map((note, i) => ({
      ...entry(note.id, note.contact, 'note', 50 + i),
      actor_id: id(note.author),
    })),
    ...world.calls.flatMap(({ id: name, contact }, i) =>
      contact === null ? [] : [entry(name, contact, 'call', 100 + i)],
    ),
    ...world.meetings.flatMap(({ id: name, contact }, i) =>
      contact === null ? [] : [entry(name, contact, 'meeting', 200 + i)],
    ),
  ];
}

/** How the call's contact was found, as the call keeps it. */
function hitOf(world: World, contact: string, id: (name: string) => string): Row {
  const { owner, managers, organization } = find(world.contacts, contact);
  return {
    kind: 'contact',
    contactId: id(contact),
    organizationId: organization === null ? null : id(organization),
    name: `${firstNameOf(contact)} ${wordOf(contact)}`,
    organizationName: organization === null ? null : wordOf(organization),
    ownerId: id(owner),
    managerIds: managers.map(id),
    numberKind: 'mobile',
    reasons: ['mobile_of'],
    certainty: 'certain',
    lastInteractionAt: null,
  };
}
