import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskSnapshot } from '../../server/domain/desk/desk-snapshot.ts';
import { receiveCall } from '../../server/domain/calls/receive-call.ts';
import { DIALLED, goToWork, incoming } from '../support/calls/actions.ts';
import { createPgWorld, type PgWorld } from '../support/calls/pg-world.ts';
import { NOON } from '../support/calls/world.ts';

const NUMBER = '+48600100200';
const daysFromNoon = (days: number) => new Date(NOON.getTime() + days * 86_400_000);
let world: PgWorld;

beforeAll(async () => {
  world = await createPgWorld();
});
afterAll(() => world.close());

test('one statement brings all that the card draws, and only what is of note', async () => {
  const anna = await world.addUser({ name: 'Anna' });
  const projectId = await world.addProject({ dialled: DIALLED, memberIds: [anna] });
  const organizationId = await world.addOrganization({ name: 'Acme' });
  const contactId = await world.addContact({
    name: 'Jan',
    ownerId: anna,
    organizationId,
    numbers: [{ e164: NUMBER }],
  });
  for (let day = 1; day <= 7; day += 1) {
    const noteId = await world.insert('notes', {
      id: randomUUID(),
      contact_id: contactId,
      author_id: anna,
      text: `${day} days ago`,
      created_at: daysFromNoon(-day),
    });
    const occurred_at = daysFromNoon(-day);
    const entry = { contact_id: contactId, kind: 'note', occurred_at, actor_id: anna, note_id: noteId };
    await world.insert('timeline_entries', { id: randomUUID(), ...entry });
  }
  for (const [number, state] of Object.entries({ 1: 'open', 2: 'pending', 3: 'closed' })) {
    const ticket = { number, subject: `ticket ${number}`, state, contact_id: contactId, owner_id: anna };
    await world.insert('tickets', { id: randomUUID(), ...ticket, created_at: daysFromNoon(-Number(number)) });
  }
  const consent = { contact_id: contactId, purpose: 'marketing_phone' };
  await world.insert('consents', {
    id: randomUUID(),
    ...consent,
    is_given: true,
    decided_at: daysFromNoon(-9),
  });
  await world.insert('consents', {
    id: randomUUID(),
    ...consent,
    is_given: false,
    decided_at: daysFromNoon(-1),
  });
  for (const [days, status] of [
    [1, 'planned'],
    [2, 'planned'],
    [-3, 'missed'],
    [-100, 'missed'],
  ] as const) {
    const meetingId = await world.insert('meetings', {
      id: randomUUID(),
      name: `in ${days} days`,
      number: NUMBER,
      number_received: NUMBER,
      mode: 'manual',
      from_at: daysFromNoon(days),
      to_at: daysFromNoon(days + 0.1),
      from_wall: '-',
      to_wall: '-',
      time_zone: 'UTC',
      status,
      project_id: projectId,
      user_id: anna,
      contact_id: contactId,
      author_id: anna,
      created_at: daysFromNoon(-200),
    });
    // what lies ahead is neither an event yet nor an interaction
    if (days < 0) continue;
    const entry = { contact_id: contactId, kind: 'meeting', actor_id: anna, meeting_id: meetingId };
    await world.insert('timeline_entries', { id: randomUUID(), ...entry, occurred_at: daysFromNoon(days) });
  }
  await goToWork(world, anna);
  await receiveCall(world.deps)(incoming(world, NUMBER));

  const [rang] = world.events.of(anna, 'call:rang');
  expect(rang?.card).toMatchObject({
    kind: 'contact',
    organization: { id: organizationId, name: 'Acme' },
    owner: { id: anna, name: 'Anna' },
    lastEvents: [1, 2, 3, 4, 5].map((day) => ({ kind: 'note', text: `${day} days ago`, actorName: 'Anna' })),
    openTickets: [{ subject: 'ticket 1' }, { subject: 'ticket 2', state: 'pending' }],
    consents: [{ purpose: 'marketing_phone', isGiven: false, decidedAt: daysFromNoon(-1).toISOString() }],
    nextMeeting: { name: 'in 1 days', fromAt: daysFromNoon(1).toISOString() },
    missedMeetings: 1,
    hit: { lastInteractionAt: daysFromNoon(-1).toISOString() },
  });
});

test('a colleague’s ticket is on the card when it pops as it is after a reload', async () => {
  const head = await world.addUser({ name: 'Hanna', role: 'head' });
  const [eva, bob, far] = [
    await world.addUser({ name: 'Eva', responsibleId: head }),
    await world.addUser({ name: 'Bob', responsibleId: head }),
    await world.addUser({ name: 'Far' }),
  ];
  await world.rows("UPDATE users SET data_access = 'team' WHERE id = $1", [eva]);
  await world.addProject({ dialled: '+48225550177', memberIds: [eva] });
  const number = '+48600100277';
  const contactId = await world.addContact({ name: 'Ola', ownerId: eva, numbers: [{ e164: number }] });
  for (const [owner_id, subject] of [
    [bob, 'of Bob'],
    [far, 'of Far'],
  ] as const) {
    const ticket = { number: subject.length * 100 + subject.charCodeAt(3), subject, state: 'open' };
    await world.insert('tickets', {
      id: randomUUID(),
      ...ticket,
      contact_id: contactId,
      owner_id,
      created_at: daysFromNoon(-1),
    });
  }
  await goToWork(world, eva);
  await receiveCall(world.deps)(incoming(world, number, { dialled: '+48225550177' }));
  const [rang] = world.events.of(eva, 'call:rang');
  const openTickets = [{ subject: 'of Bob' }];
  expect(rang?.card).toMatchObject({ openTickets });
  const { calls } = await deskSnapshot(world.deps)({ userId: eva, windowId: 'w' });
  expect(calls).toMatchObject([{ card: { openTickets } }]);
});
