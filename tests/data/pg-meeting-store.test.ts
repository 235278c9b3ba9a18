import { aViewer } from '../support/access/viewers.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '#domain/access/viewer.ts';
import { answerCall } from '#domain/calls/answer-call.ts';
import { claimOutbound } from '#domain/calls/claim-outbound.ts';
import { endCall } from '#domain/calls/end-call.ts';
import { endUnclaimedCalls } from '#domain/calls/end-unclaimed-calls.ts';
import { actOnDueMeetings } from '#domain/meetings/act-on-due-meetings.ts';
import { callMeetingNow } from '#domain/meetings/call-meeting-now.ts';
import { cancelMeeting } from '#domain/meetings/cancel-meeting.ts';
import { listMeetings } from '#domain/meetings/list-meetings.ts';
import type { Meeting } from '#domain/meetings/meeting.ts';
import { wakeWaitingMeetings } from '#domain/meetings/wake-waiting-meetings.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { createPgWorld, type PgWorld } from '../support/meetings/pg-world.ts';
import { type Seed, seedProject } from '../support/meetings/seed.ts';
import { aMeeting, World } from '../support/meetings/world.ts';

let world: PgWorld;
let seed: Seed;
beforeAll(async () => {
  world = await createPgWorld(new Date());
  seed = await seedProject(world.pool);
});
afterAll(() => world.close());

/** Due now, unless told otherwise. */
function planned(changes: Parameters<typeof aMeeting>[1] & { readonly authorId: string }): Promise<Meeting> {
  return seed.meeting(aMeeting(new World(world.now), { inSeconds: 0, forSeconds: 600, ...changes }));
}
const managerOf = (userId: string): Viewer => aViewer({ userId });
const attemptsOf = async (meetingId: string) =>
  (
    await world.pool.query(`SELECT * FROM meeting_attempts WHERE meeting_id = $1 ORDER BY ordinal`, [
      meetingId,
    ])
  ).rows;
const statusOf = async (meetingId: string) =>
  (await world.pool.query(`SELECT * FROM meetings WHERE id = $1`, [meetingId])).rows[0] as Record<
    string,
    unknown
  >;
const look = () => actOnDueMeetings(world.deps)({ limit: 1000 });

async function startedCall(): Promise<{
  readonly meetingId: string;
  readonly agentId: string;
  readonly callId: string;
}> {
  const agentId = await seed.agent();
  const { id } = await planned({ userId: agentId, authorId: agentId });
  expect((await look()).failures).toEqual([]);
  const [attempt] = await attemptsOf(id);
  return { meetingId: id, agentId, callId: attempt.call_id as string };
}

async function claimed() {
  const started = await startedCall();
  const leaseUntil = new Date(world.now.getTime() + 30_000);
  const plan = await claimOutbound(world.deps)({
    callId: started.callId,
    gatewayId: 'g1',
    at: world.now,
    leaseUntil,
  });
  if (!plan) throw new Error('nobody could claim the call');
  return { ...started, plan };
}

const ending = { hangupSide: 'contact', sipCode: 486, reason: null } as const;

test('what is written is what is read', async () => {
  const agentId = await seed.agent();
  const meeting = await planned({ userId: agentId, authorId: agentId, information: 'ask for the offer' });
  const read = await world.deps.database.transaction((stores) => stores.meetings.lock(meeting.id));
  expect(read).toEqual(meeting);
  const changed: Meeting = {
    ...meeting,
    status: 'cancelled',
    nextActionAt: null,
    statusReason: 'ill',
    revision: 2,
  };
  await world.deps.database.transaction((stores) => stores.meetings.update(changed));
  expect(await world.deps.database.transaction((stores) => stores.meetings.lock(meeting.id))).toEqual(
    changed,
  );
});

test('only one transaction at a time starts what is due', async () => {
  const { database } = world.deps;
  await database.transaction(async (stores) => {
    expect(await stores.meetings.becomeDispatcher()).toBe(true);
    await database.transaction(async (others) =>
      expect(await others.meetings.becomeDispatcher()).toBe(false),
    );
  });
  await database.transaction(async (stores) => expect(await stores.meetings.becomeDispatcher()).toBe(true));
});

test('a due automatic meeting reserves its agent, queues one call until the end of its window, and puts the attempt on record', async () => {
  const { meetingId, agentId, callId } = await startedCall();
  expect(await statusOf(meetingId)).toMatchObject({ status: 'dialling', attempt_count: 0 });
  expect(world.queuedCalls).toContain(callId);
  const call = (await world.pool.query(`SELECT * FROM calls WHERE id = $1`, [callId])).rows[0];
  expect(call).toMatchObject({ status: 'queued', direction: 'outbound', agent_id: agentId });
  expect(call.not_after).toEqual((await statusOf(meetingId))['to_at']);
  const events = world.published.filter(({ userId }) => userId === agentId).map(({ event }) => event);
  expect(events).toEqual(expect.arrayContaining(['agent:changed', 'call:rang', 'meeting:changed']));
});

test('answered by both it is in progress, and held when the call ends', async () => {
  const { meetingId, callId, plan } = await claimed();
  await answerCall(world.deps)({ callId, legId: plan.agent.legId, at: world.now });
  await answerCall(world.deps)({ callId, legId: plan.contactLegId, at: world.now });
  expect((await statusOf(meetingId))['status']).toBe('in_progress');
  await endCall(world.deps)({ ...ending, callId, at: world.now, sipCode: 200 });
  expect(await statusOf(meetingId)).toMatchObject({ status: 'held', next_action_at: null });
  expect(await attemptsOf(meetingId)).toMatchObject([{ result: 'answered' }]);
});

test('a busy contact is tried again after the pause of the project, and the attempt counts', async () => {
  const { meetingId, callId, plan } = await claimed();
  await answerCall(world.deps)({ callId, legId: plan.agent.legId, at: world.now });
  await endCall(world.deps)({ ...ending, callId, at: world.now });
  const meeting = await statusOf(meetingId);
  expect(meeting).toMatchObject({ status: 'planned', status_reason: 'busy', attempt_count: 1 });
  expect((meeting['next_action_at'] as Date).getTime()).toBe(world.now.getTime() + (300 - 30) * 1000);
});

test('an agent who does not answer costs no attempt', async () => {
  const { meetingId, callId } = await claimed();
  await endCall(world.deps)({ ...ending, callId, at: world.now, result: 'no_answer' });
  expect(await statusOf(meetingId)).toMatchObject({
    status: 'planned',
    status_reason: 'agent_no_answer',
    attempt_count: 0,
  });
});

test('a call that no gateway claims is given up, its agent freed and the meeting tried again', async () => {
  const { meetingId, agentId } = await startedCall();
  await endUnclaimedCalls(world.deps)({ now: new Date(world.now.getTime() + 31_000) });
  expect(await statusOf(meetingId)).toMatchObject({ status: 'planned', status_reason: 'lost' });
  const agent = (await world.pool.query(`SELECT * FROM agent_states WHERE user_id = $1`, [agentId])).rows[0];
  expect(agent).toMatchObject({ status: 'available', call_id: null });
});

test('of a click and a worker at the same moment, one dials', async () => {
  for (let round = 0; round < 10; round += 1) {
    const agentId = await seed.agent();
    const { id } = await planned({ userId: agentId, authorId: agentId });
    const click = callMeetingNow(world.deps)({ viewer: managerOf(agentId), meetingId: id });
    await Promise.all([click.catch(expectRefusal), look(), look()]);
    expect(await attemptsOf(id)).toHaveLength(1);
  }
});

test('cancelling and dialling exclude each other', async () => {
  for (let round = 0; round < 10; round += 1) {
    const agentId = await seed.agent();
    const { id } = await planned({ userId: agentId, authorId: agentId });
    const cancelling = cancelMeeting(world.deps)({ viewer: managerOf(agentId), meetingId: id, reason: null });
    const [cancelled] = await Promise.all([cancelling.then(() => true, expectRefusal), look()]);
    const attempts = await attemptsOf(id);
    expect(attempts).toHaveLength(cancelled ? 0 : 1);
    expect((await statusOf(id))['status']).toBe(cancelled ? 'cancelled' : 'dialling');
  }
});

function expectRefusal(error: unknown): false {
  expect(error).toBeInstanceOf(DomainError);
  return false;
}

test('a second open attempt is refused by the database itself', async () => {
  const { meetingId, callId } = await startedCall();
  const second = { id: randomUUID(), meetingId, callId, startedAt: world.now };
  const opening = world.deps.database.transaction((stores) => stores.meetings.openAttempt(second));
  await expect(opening).rejects.toMatchObject({ constraint: expect.stringMatching(/one_open|call_id/) });
});

test('a meeting waits for its agent, says why, and starts when the agent is freed', async () => {
  const agentId = await seed.agent();
  await seed.setAgent(agentId, 'paused');
  const { id } = await planned({ userId: agentId, authorId: agentId });
  await look();
  expect(await statusOf(id)).toMatchObject({ status: 'reminding', status_reason: 'agent_paused' });
  await wakeWaitingMeetings(world.deps)();
  expect(await attemptsOf(id)).toEqual([]);
  await seed.setAgent(agentId, 'available');
  await wakeWaitingMeetings(world.deps)();
  expect(await attemptsOf(id)).toHaveLength(1);
});

test('an agent kept free for one meeting is kept from another, until the time is over', async () => {
  const agentId = await seed.agent();
  const [one, other] = [randomUUID(), randomUUID()];
  const { meetings } = world.deps.database.read;
  const until = new Date(world.now.getTime() + 30_000);
  expect(await meetings.keepAgent(agentId, one, until, world.now)).toBe(true);
  expect(await meetings.keepAgent(agentId, other, until, world.now)).toBe(false);
  expect(await meetings.obstacleOf(agentId, other, world.now)).toBe('agent_kept_for_another');
  expect(await meetings.obstacleOf(agentId, one, world.now)).toBeNull();
  expect(await meetings.keepAgent(agentId, other, until, until)).toBe(true);
  await meetings.releaseAgent(other);
  expect(await meetings.keptAgent(other, world.now)).toBeNull();
});

test('full trunks let a meeting wait', async () => {
  const agentId = await seed.agent();
  await world.pool.query(`UPDATE trunks SET is_enabled = false`);
  const { id } = await planned({ userId: agentId, authorId: agentId });
  await look();
  expect(await statusOf(id)).toMatchObject({ status_reason: 'no_channel' });
  await world.pool.query(`UPDATE trunks SET is_enabled = true`);
  await wakeWaitingMeetings(world.deps)();
  expect(await attemptsOf(id)).toHaveLength(1);
});

test('nobody’s meeting goes to a free member who may see the contact', async () => {
  const other = await seedProject(world.pool);
  const [stranger, owner] = [await other.agent(), await other.agent()];
  const contactId = await other.contact(owner);
  const meeting = aMeeting(new World(world.now), { inSeconds: 0, contactId, authorId: stranger });
  await other.meeting(meeting);
  await look();
  const [attempt] = await attemptsOf(meeting.id);
  const call = (await world.pool.query(`SELECT agent_id FROM calls WHERE id = $1`, [attempt.call_id]))
    .rows[0];
  expect(call.agent_id).toBe(owner);
});

test('a manager sees the own meetings and those with contacts in reach, and no others', async () => {
  const [me, other] = [await seed.agent(), await seed.agent()];
  const later = { inSeconds: 7200, nextActionAt: new Date(world.now.getTime() + 7_000_000) };
  const own = await planned({ ...later, userId: me, authorId: other });
  const made = await planned({ ...later, userId: other, authorId: me });
  const mine = await planned({ ...later, userId: other, authorId: other, contactId: await seed.contact(me) });
  const anybodys = await planned({ ...later, userId: null, authorId: other });
  const hidden = await planned({
    ...later,
    userId: other,
    authorId: other,
    contactId: await seed.contact(other),
  });
  const ids = async (viewer: Viewer, limit = 100, cursor: string | null = null): Promise<string[]> => {
    const page = await listMeetings(world.deps)({ viewer, filter: { fromAt: own.fromAt }, limit, cursor });
    const rest = page.nextCursor === null ? [] : await ids(viewer, limit, page.nextCursor);
    return [...page.items.map(({ id }) => id), ...rest];
  };
  const expected = [own, made, mine, anybodys].map(({ id }) => id).sort();
  expect((await ids(managerOf(me))).sort()).toEqual(expected);
  expect((await ids(managerOf(me), 1)).sort()).toEqual(expected);
  expect(await ids(aViewer({ userId: me, role: 'director' }))).toContain(hidden.id);
});

test('a meeting stands on its contact’s timeline, and leaves it with the contact', async () => {
  const agentId = await seed.agent();
  const [one, other] = [await seed.contact(agentId), await seed.contact(agentId)];
  const nextActionAt = new Date(world.now.getTime() + 7_000_000);
  const meeting = await planned({
    inSeconds: 7200,
    nextActionAt,
    userId: agentId,
    authorId: agentId,
    contactId: one,
  });
  const on = async () =>
    (await world.pool.query(`SELECT contact_id FROM timeline_entries WHERE meeting_id = $1`, [meeting.id]))
      .rows;
  const { meetings } = world.deps.database.read;
  await meetings.putOnTimeline(meeting, randomUUID());
  await meetings.putOnTimeline(meeting, randomUUID());
  expect(await on()).toEqual([{ contact_id: one }]);
  await meetings.putOnTimeline({ ...meeting, contactId: other }, randomUUID());
  expect(await on()).toEqual([{ contact_id: other }]);
  await meetings.putOnTimeline({ ...meeting, contactId: null }, randomUUID());
  expect(await on()).toEqual([]);
});
