import { beforeEach, describe, expect, test } from 'vitest';
import type { CallResult } from '#domain/calls/call.ts';
import { actOnDueMeetings } from '#domain/meetings/act-on-due-meetings.ts';
import { actOnMeeting } from '#domain/meetings/act-on-meeting.ts';
import { callMeetingNow } from '#domain/meetings/call-meeting-now.ts';
import { declineMeeting } from '#domain/meetings/decline-meeting.ts';
import type { Meeting } from '#domain/meetings/meeting.ts';
import { snoozeMeeting } from '#domain/meetings/snooze-meeting.ts';
import { wakeWaitingMeetings } from '#domain/meetings/wake-waiting-meetings.ts';
import { aMeeting, World, type WorldAgent } from '../../support/meetings/world.ts';

let world: World;
let agent: WorldAgent;
beforeEach(() => {
  world = new World(new Date('2026-11-23T08:00:00Z'));
  agent = world.addAgent();
});

async function planned(changes: Parameters<typeof aMeeting>[1] = {}): Promise<string> {
  const meeting = aMeeting(world, { userId: agent.id, authorId: agent.id, ...changes });
  await world.deps.database.transaction((stores) => stores.meetings.insert(meeting));
  return meeting.id;
}
const look = () => actOnDueMeetings(world.deps)({ limit: 100 });
async function lookIn(seconds: number): Promise<void> {
  world.advance(seconds);
  await look();
}
const asAgent = (meetingId: string) => ({ viewer: world.viewerOf(agent), meetingId });
const expectMeeting = (id: string) => expect<Partial<Meeting>>(world.meeting(id));
const reminders = () => world.published.filter(({ event }) => event === 'meeting:reminded');

/** The gateway takes the latest call, the agent answers, and then it ends so. */
async function callEnds(result: CallResult, { agentAnswers = true } = {}): Promise<void> {
  const { id } = world.calls.at(-1)!;
  world.claim(id);
  if (agentAnswers) world.agentAnswers(id);
  if (result === 'answered') await world.contactAnswers(id);
  await world.end(id, result);
}

describe('an automatic meeting', () => {
  test('reminds, keeps the agent free, dials at its time, is in progress, and is held', async () => {
    const id = await planned({ inSeconds: 600 });
    await look();
    expectMeeting(id).toMatchObject({ status: 'planned', nextActionAt: new Date('2026-11-23T08:09:00Z') });
    await lookIn(540);
    expectMeeting(id).toMatchObject({ status: 'reminding', popWindowId: agent.windowId });
    expect(reminders()).toMatchObject([{ userId: agent.id, payload: { popWindowId: agent.windowId } }]);
    expect(agent.reservedFor).toBeNull();
    await lookIn(30);
    expect(world.agents[0]!.reservedFor).toBe(id);
    expect(world.calls).toEqual([]);
    await lookIn(30);
    expectMeeting(id).toMatchObject({ status: 'dialling' });
    const { id: callId } = world.calls[0]!;
    expect(world.calls).toMatchObject([{ userId: agent.id, notAfter: world.meeting(id).toAt }]);
    world.claim(callId);
    world.agentAnswers(callId);
    await world.contactAnswers(callId);
    expectMeeting(id).toMatchObject({ status: 'in_progress' });
    await world.end(callId, 'answered');
    expectMeeting(id).toMatchObject({ status: 'held', nextActionAt: null });
    expect(reminders()).toHaveLength(1);
  });

  test('is tried again after the project’s pause, up to its number of attempts, and missed with the last result', async () => {
    const id = await planned({ inSeconds: 0, forSeconds: 3600 });
    await look();
    await callEnds('busy');
    expectMeeting(id).toMatchObject({ status: 'planned', statusReason: 'busy', attemptCount: 1 });
    await lookIn(299);
    expect(world.attempts).toHaveLength(1);
    await lookIn(1);
    expect(world.attempts).toHaveLength(2);
    await callEnds('no_answer');
    await lookIn(300);
    await callEnds('no_answer');
    expectMeeting(id).toMatchObject({ status: 'missed', statusReason: 'no_answer', attemptCount: 3 });
  });

  test('is missed at once when the pause goes beyond its window', async () => {
    const id = await planned({ inSeconds: 0, forSeconds: 200 });
    await look();
    await callEnds('busy');
    expectMeeting(id).toMatchObject({ status: 'missed', statusReason: 'busy' });
  });

  test.each(['paused', 'offline', 'on_call'] as const)(
    'waits for an agent who is %s, and says so',
    async (status) => {
      const id = await planned({ inSeconds: 0 });
      world.agents[0]!.status = status;
      await look();
      const reason = { paused: 'agent_paused', offline: 'agent_offline', on_call: 'agent_busy' }[status];
      expectMeeting(id).toMatchObject({
        statusReason: reason,
        nextActionAt: new Date(world.now.getTime() + 5000),
      });
      world.agents[0]!.status = 'available';
      await wakeWaitingMeetings(world.deps)();
      expectMeeting(id).toMatchObject({ status: 'dialling', statusReason: null });
    },
  );

  test('is missed when nobody was free to the end, with the reason', async () => {
    const id = await planned({ inSeconds: 0, forSeconds: 60 });
    world.agents[0]!.hasPhone = false;
    await look();
    await lookIn(60);
    expectMeeting(id).toMatchObject({ status: 'missed', statusReason: 'agent_without_phone' });
  });

  test('whose whole window went by while everything was down is missed, not dialled', async () => {
    const id = await planned({ inSeconds: 60, forSeconds: 60 });
    await lookIn(3600);
    expectMeeting(id).toMatchObject({ status: 'missed', statusReason: 'not_called' });
    expect(world.calls).toEqual([]);
  });

  test('is tried again soon when its gateway died, within its attempts', async () => {
    const id = await planned({ inSeconds: 0 });
    await look();
    await callEnds('lost');
    expectMeeting(id).toMatchObject({ status: 'planned', statusReason: 'lost', attemptCount: 1 });
    await lookIn(5);
    expectMeeting(id).toMatchObject({ status: 'dialling' });
  });

  test('does not count what never reached the contact', async () => {
    const id = await planned({ inSeconds: 0 });
    await look();
    await callEnds('no_answer', { agentAnswers: false });
    expectMeeting(id).toMatchObject({ statusReason: 'agent_no_answer', attemptCount: 0 });
    expect(world.attempts).toMatchObject([{ result: 'agent_no_answer' }]);
  });

  test('of nobody in particular keeps, reminds and rings a free member who may see the contact', async () => {
    const stranger = world.agents[0]!;
    const member = world.addAgent();
    const contactId = 'c0000000-0000-7000-8000-000000000000';
    world.contacts.set(contactId, { ownerId: member.id, managerIds: [] });
    stranger.mayReach = false;
    const id = await planned({ userId: null, contactId, inSeconds: 30 });
    await look();
    expect(world.agents.map(({ reservedFor }) => reservedFor)).toEqual([null, id]);
    expect(reminders()).toMatchObject([{ userId: member.id }]);
    await lookIn(30);
    expect(world.calls).toMatchObject([{ userId: member.id }]);
  });

  test('goes to another free member when the one kept for it has gone', async () => {
    const id = await planned({ userId: null, inSeconds: 30 });
    const other = world.addAgent();
    await look();
    const kept = world.agents.find(({ reservedFor }) => reservedFor === id)!;
    kept.status = 'offline';
    await lookIn(30);
    expect(world.calls).toHaveLength(1);
    expect(world.calls[0]!.userId).not.toBe(kept.id);
    expect([agent.id, other.id]).toContain(world.calls[0]!.userId);
    expect(world.agents.filter(({ reservedFor }) => reservedFor !== null)).toEqual([]);
  });

  test('whose call ended unnoticed is settled by the next look', async () => {
    const id = await planned({ inSeconds: 0 });
    await look();
    const call = world.calls[0]!;
    Object.assign(call, { status: 'ended', result: 'answered', hasAgentAnswered: true });
    await lookIn(30);
    expectMeeting(id).toMatchObject({ status: 'held' });
  });

  test('starts in the order of its time and not beyond the trunks’ channels', async () => {
    world.channels = 2;
    world.addAgent();
    world.addAgent();
    const [a, b, c] = world.agents.map(({ id }) => id);
    const third = await planned({ inSeconds: 3, userId: a! });
    const first = await planned({ inSeconds: 1, userId: b! });
    const second = await planned({ inSeconds: 2, userId: c! });
    await lookIn(4);
    expect(world.attempts.map(({ meetingId }) => meetingId)).toEqual([first, second]);
    expectMeeting(third).toMatchObject({ statusReason: 'no_channel' });
    await callEnds('failed');
    await lookIn(5);
    expect(world.attempts.at(-1)!.meetingId).toBe(third);
  });
});

describe('a job', () => {
  test('of an older revision, or before its time, does nothing', async () => {
    const id = await planned({ inSeconds: 0, revision: 2 });
    expect(await actOnMeeting(world.deps)({ meetingId: id, revision: 1 })).toBeNull();
    world.advance(-60);
    expect(await actOnMeeting(world.deps)({ meetingId: id, revision: 2 })).toBeNull();
    world.advance(60);
    expect(await actOnMeeting(world.deps)({ meetingId: id, revision: 2 })).toMatchObject({ lookedAt: 1 });
    expect(world.attempts).toHaveLength(1);
  });
});

describe('a manual meeting', () => {
  const manual = (changes = {}) => planned({ mode: 'manual', inSeconds: 0, ...changes });

  test('reminds in exactly one window and dials nothing by itself', async () => {
    const id = await manual();
    await look();
    await lookIn(600);
    expectMeeting(id).toMatchObject({ status: 'reminding', nextActionAt: world.meeting(id).toAt });
    expect(reminders()).toHaveLength(1);
    expect(world.calls).toEqual([]);
    await lookIn(1200);
    expectMeeting(id).toMatchObject({ status: 'missed', statusReason: 'not_called' });
  });

  test('is dialled when the agent says so, as often as the agent likes', async () => {
    const id = await manual();
    await look();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await callMeetingNow(world.deps)(asAgent(id));
      expectMeeting(id).toMatchObject({ status: 'dialling' });
      await callEnds('busy');
      expectMeeting(id).toMatchObject({ status: 'reminding', statusReason: 'busy', attemptCount: attempt });
    }
    await lookIn(1800);
    expectMeeting(id).toMatchObject({ status: 'missed', statusReason: 'busy' });
  });

  test('is not dialled before its window, after it, twice, or by another', async () => {
    const early = await manual({ inSeconds: 30 });
    await expect(callMeetingNow(world.deps)(asAgent(early))).rejects.toMatchObject({
      fields: { from: 'too_early' },
    });
    world.advance(30);
    const stranger = world.addAgent();
    const asStranger = {
      viewer: { ...world.viewerOf(stranger), role: 'director' as const },
      meetingId: early,
    };
    await expect(callMeetingNow(world.deps)(asStranger)).rejects.toMatchObject({ code: 'forbidden' });
    await callMeetingNow(world.deps)(asAgent(early));
    await expect(callMeetingNow(world.deps)(asAgent(early))).rejects.toMatchObject({ code: 'too_late' });
    const late = await manual({ forSeconds: 10 });
    world.advance(10);
    await expect(callMeetingNow(world.deps)(asAgent(late))).rejects.toMatchObject({ code: 'too_late' });
  });

  test('says what keeps the agent’s phone from ringing', async () => {
    const id = await manual();
    world.agents[0]!.hasPhone = false;
    await expect(callMeetingNow(world.deps)(asAgent(id))).rejects.toMatchObject({
      code: 'conflict',
      fields: { agent: 'agent_without_phone' },
    });
  });

  test('reminds again after a snooze, not before', async () => {
    const id = await manual();
    await look();
    await snoozeMeeting(world.deps)({ ...asAgent(id), seconds: 300 });
    await lookIn(299);
    expect(reminders()).toHaveLength(1);
    await lookIn(1);
    expect(reminders()).toHaveLength(2);
    expectMeeting(id).toMatchObject({ status: 'reminding', revision: 2 });
    const tooLong = snoozeMeeting(world.deps)({ ...asAgent(id), seconds: 1500 });
    await expect(tooLong).rejects.toMatchObject({ fields: { seconds: 'after_the_window' } });
  });

  test('declined is over, with the agent’s words', async () => {
    const id = await manual();
    await look();
    await expect(declineMeeting(world.deps)({ ...asAgent(id), reason: ' ' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await declineMeeting(world.deps)({ ...asAgent(id), reason: 'wrong person' });
    expectMeeting(id).toMatchObject({
      status: 'cancelled',
      statusReason: 'wrong person',
      nextActionAt: null,
    });
    await expect(callMeetingNow(world.deps)(asAgent(id))).rejects.toMatchObject({ code: 'too_late' });
  });

  test('of nobody in particular moves to another member when its window has gone', async () => {
    const other = world.addAgent({ windowId: null });
    const id = await manual({ userId: null });
    await look();
    expectMeeting(id).toMatchObject({ popWindowId: agent.windowId });
    world.agents.find((one) => one.id === agent.id)!.windowId = null;
    world.agents.find((one) => one.id === other.id)!.windowId = 'another window';
    await lookIn(5);
    expectMeeting(id).toMatchObject({ popWindowId: 'another window' });
    expect(reminders().map(({ userId }) => userId)).toEqual([agent.id, other.id]);
  });
});
