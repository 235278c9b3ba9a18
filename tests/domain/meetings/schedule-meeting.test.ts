import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeMeeting } from '#domain/meetings/change-meeting.ts';
import type { MeetingDraft } from '#domain/meetings/check-meeting.ts';
import type { Confirmation } from '#domain/meetings/confirmations.ts';
import { scheduleMeeting } from '#domain/meetings/schedule-meeting.ts';
import { World, type WorldAgent } from '../../support/meetings/world.ts';

let world: World;
let agent: WorldAgent;
beforeEach(() => {
  world = new World(new Date('2026-11-23T08:00:00Z'));
  agent = world.addAgent();
});

const wall = (text: string) => ({ wall: text, choice: null });
function draft(changes: Partial<MeetingDraft> = {}): MeetingDraft {
  return {
    name: 'Offer',
    number: '600 100 200',
    mode: 'automatic',
    from: wall('2026-11-23T10:00'),
    to: wall('2026-11-23T10:30'),
    timeZone: 'Europe/Warsaw',
    information: '',
    projectId: world.project.id,
    userId: agent.id,
    contactId: null,
    ...changes,
  };
}
const schedule = (
  changes: Partial<MeetingDraft> = {},
  confirm: readonly Confirmation[] = [],
  meetingId: string | null = null,
) =>
  scheduleMeeting(world.deps)({
    viewer: world.viewerOf(agent),
    meetingId,
    draft: draft(changes),
    confirm,
  }).then(({ id }) => ({ meetingId: id }));
const refusal = (code: string, fields: Record<string, string>) => expect.objectContaining({ code, fields });

test('a promised call keeps the instant, the wall time and the zone, and waits for its reminder', async () => {
  const { meetingId } = await schedule();
  expect(world.meeting(meetingId)).toMatchObject({
    number: '+48600100200',
    numberReceived: '600 100 200',
    fromAt: new Date('2026-11-23T09:00:00Z'),
    toAt: new Date('2026-11-23T09:30:00Z'),
    fromWall: '2026-11-23T10:00',
    timeZone: 'Europe/Warsaw',
    status: 'planned',
    revision: 1,
    nextActionAt: new Date('2026-11-23T08:59:00Z'),
  });
  expect(world.hinted).toMatchObject([{ id: meetingId, revision: 1 }]);
  expect(world.published.map(({ event }) => event)).toEqual(['meeting:changed', 'meeting:next_changed']);
});

test('every missing field is named, and nothing is saved', async () => {
  const empty = { name: ' ', number: null, mode: null, from: null, to: null, projectId: null, userId: null };
  await expect(schedule(empty)).rejects.toEqual(
    refusal('invalid', {
      name: 'required',
      number: 'required',
      mode: 'required',
      fromWall: 'required',
      toWall: 'required',
      projectId: 'required',
    }),
  );
  expect(world.meetings).toEqual([]);
});

test('a window may last a whole day', async () => {
  const { meetingId } = await schedule({ to: wall('2026-11-24T10:00') }, ['outside_business_hours']);
  expect(world.meeting(meetingId)?.toAt).toEqual(new Date('2026-11-24T09:00:00Z'));
});

describe('refused is', () => {
  test.each<[string, Partial<MeetingDraft>, Record<string, string>]>([
    ['a number that is none', { number: 'call me' }, { number: 'not_a_number' }],
    ['an end that is no later', { to: wall('2026-11-23T10:00') }, { toWall: 'not_after_from' }],
    ['a window of more than a day', { to: wall('2026-11-24T10:01') }, { toWall: 'longer_than_a_day' }],
    [
      'a window wholly in the past',
      { from: wall('2026-11-23T08:00'), to: wall('2026-11-23T09:00') },
      { toWall: 'in_the_past' },
    ],
    ['a day that does not exist', { from: wall('2026-02-30T10:00') }, { fromWall: 'not_a_time' }],
    ['a year that does not exist', { from: wall('0000-11-23T10:00') }, { fromWall: 'not_a_time' }],
    ['a zone that does not exist', { timeZone: 'Mars/Olympus' }, { timeZone: 'not_a_time_zone' }],
    ['a user who is not of the project', { userId: randomUUID() }, { userId: 'not_a_member' }],
    ['a contact out of reach', { contactId: randomUUID() }, { contactId: 'not_found' }],
  ])('%s', async (_what, changes, fields) => {
    await expect(schedule(changes)).rejects.toEqual(refusal('invalid', fields));
  });

  test('a mode that the project does not allow', async () => {
    world.project = { ...world.project, modes: ['manual'] };
    await expect(schedule()).rejects.toEqual(refusal('invalid', { mode: 'not_allowed_in_project' }));
  });
});

test('nobody promises calls of people out of reach, nor learns when they have some', async () => {
  const other = world.addAgent();
  await expect(schedule({ userId: other.id })).rejects.toEqual(
    refusal('invalid', { userId: 'not_a_member' }),
  );
});

test('a window that has begun but not ended may be promised still', async () => {
  const { meetingId } = await schedule({ from: wall('2026-11-23T08:30'), to: wall('2026-11-23T09:30') });
  expect(world.meeting(meetingId).nextActionAt).toEqual(world.now);
});

test('outside business hours a person decides', async () => {
  world.project = { ...world.project, businessHours: [{ days: [1], from: '12:00', to: '14:00' }] };
  await expect(schedule()).rejects.toEqual(
    refusal('needs_confirmation', { projectId: 'outside_business_hours' }),
  );
  await expect(schedule({}, ['outside_business_hours'])).resolves.toBeTruthy();
});

test('on top of another of the user’s meetings a person decides; one that ends as it begins is not on top', async () => {
  await schedule();
  await schedule({ from: wall('2026-11-23T10:30'), to: wall('2026-11-23T11:00') });
  await expect(schedule()).rejects.toEqual(refusal('needs_confirmation', { userId: 'overlaps_meeting' }));
  await expect(schedule({}, ['overlaps_meeting'])).resolves.toBeTruthy();
});

test('against the contact’s consent a person decides', async () => {
  const contactId = randomUUID();
  world.contacts.set(contactId, { ownerId: agent.id, managerIds: [] });
  world.withdrawnConsents.add(contactId);
  await expect(schedule({ contactId })).rejects.toEqual(
    refusal('needs_confirmation', { contactId: 'consent_withdrawn' }),
  );
  await expect(schedule({ contactId }, ['consent_withdrawn'])).resolves.toBeTruthy();
});

test('a local time that exists twice, or not at all, is asked about', async () => {
  const twice = { from: wall('2027-10-31T02:15'), to: wall('2027-10-31T02:45') };
  const asked = { fromWall: 'local_time_twice', toWall: 'local_time_twice' };
  await expect(schedule(twice)).rejects.toEqual(refusal('needs_confirmation', asked));
  const { meetingId } = await schedule({
    from: { wall: '2027-10-31T02:45', choice: 'earlier' },
    to: { wall: '2027-10-31T02:15', choice: 'later' },
  });
  const { fromAt, toAt } = world.meeting(meetingId);
  expect(toAt.getTime() - fromAt.getTime()).toBe(30 * 60_000);
  const missing = { from: wall('2027-03-28T02:15'), to: wall('2027-03-28T03:15') };
  await expect(schedule(missing)).rejects.toEqual(
    refusal('needs_confirmation', { fromWall: 'local_time_missing' }),
  );
});

test('asked for twice with one key, it is promised once', async () => {
  const key = randomUUID();
  expect(await schedule({}, [], key)).toEqual({ meetingId: key });
  expect(await schedule({}, [], key)).toEqual({ meetingId: key });
  expect(world.meetings).toHaveLength(1);
});

describe('a change', () => {
  const change = (meetingId: string, changes: Partial<MeetingDraft>, revision = 1) =>
    changeMeeting(world.deps)({ viewer: world.viewerOf(agent), meetingId, revision, changes, confirm: [] });

  test('moves the window, grows the revision and plans anew', async () => {
    const { meetingId } = await schedule();
    await change(meetingId, { from: wall('2026-11-23T12:00'), to: wall('2026-11-23T12:30') });
    expect(world.meeting(meetingId)).toMatchObject({
      revision: 2,
      fromAt: new Date('2026-11-23T11:00:00Z'),
      nextActionAt: new Date('2026-11-23T10:59:00Z'),
      numberReceived: '600 100 200',
    });
    expect(world.hinted.at(-1)).toMatchObject({ id: meetingId, revision: 2 });
  });

  test('of an old revision is a conflict', async () => {
    const { meetingId } = await schedule();
    await change(meetingId, { name: 'New' });
    await expect(change(meetingId, { name: 'Newer' })).rejects.toEqual(refusal('conflict', {}));
  });

  test('of the words alone asks nothing again and leaves the plan as it is', async () => {
    const { meetingId } = await schedule({
      from: { wall: '2027-10-31T02:15', choice: 'later' },
      to: wall('2027-10-31T03:15'),
    });
    const before = world.meeting(meetingId);
    world.project = { ...world.project, businessHours: [{ days: [1], from: '12:00', to: '14:00' }] };
    await change(meetingId, { information: 'speaks French' });
    expect(world.meeting(meetingId)).toEqual({ ...before, information: 'speaks French', revision: 2 });
  });

  test('to another user tells both', async () => {
    const other = world.addAgent();
    const { meetingId } = await schedule();
    world.published.length = 0;
    const viewer = { ...world.viewerOf(agent), role: 'director' } as const;
    const changes = { userId: other.id };
    await changeMeeting(world.deps)({ viewer, meetingId, revision: 1, changes, confirm: [] });
    const told = world.published
      .filter(({ event }) => event === 'meeting:next_changed')
      .map(({ userId }) => userId);
    expect(told.sort()).toEqual([agent.id, other.id].sort());
  });
});
