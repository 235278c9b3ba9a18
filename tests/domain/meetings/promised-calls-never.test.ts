import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallResult } from '#domain/calls/call.ts';
import { actOnDueMeetings } from '#domain/meetings/act-on-due-meetings.ts';
import { actOnMeeting } from '#domain/meetings/act-on-meeting.ts';
import { callMeetingNow } from '#domain/meetings/call-meeting-now.ts';
import { cancelMeeting } from '#domain/meetings/cancel-meeting.ts';
import { changeMeeting } from '#domain/meetings/change-meeting.ts';
import { finalMeetingStatuses } from '#domain/meetings/meeting.ts';
import { snoozeMeeting } from '#domain/meetings/snooze-meeting.ts';
import { wakeWaitingMeetings } from '#domain/meetings/wake-waiting-meetings.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { aMeeting, World } from '../../support/meetings/world.ts';

class Crash extends Error {}

const results = [
  'busy',
  'no_answer',
  'failed',
  'rejected',
  'cancelled',
  'lost',
  'missed',
] as const satisfies CallResult[];

const event = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      seconds: fc.integer({ min: 1, max: 400 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clock jumps' as const),
      seconds: fc.integer({ min: -900, max: 5000 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('workers look' as const),
      workers: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('worker crashes' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('job comes twice' as const),
      which: fc.nat(),
      revision: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('agent is freed' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('agent changes' as const),
      which: fc.nat(),
      status: fc.constantFrom('available', 'paused', 'offline', 'on_call'),
      hasPhone: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('gateway claims' as const), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('agent answers' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('contact answers' as const), which: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('call ends' as const),
      which: fc.nat(),
      result: fc.constantFrom(...results),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('person calls' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('person snoozes' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('person cancels' as const), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('person moves' as const),
      which: fc.nat(),
      minutes: fc.integer({ min: 1, max: 90 }),
    }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

const beginnings = fc.record({
  agents: fc.integer({ min: 1, max: 3 }),
  channels: fc.constantFrom(1, 2, 100),
  attempts: fc.integer({ min: 1, max: 3 }),
  meetings: fc.array(
    fc.record({
      mode: fc.constantFrom('manual', 'automatic'),
      isAnybodys: fc.boolean(),
      inSeconds: fc.integer({ min: 0, max: 900 }),
      forSeconds: fc.integer({ min: 30, max: 1800 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

async function begin(beginning: typeof beginnings extends fc.Arbitrary<infer B> ? B : never): Promise<World> {
  const world = new World(new Date('2026-11-23T09:00:00Z'));
  world.channels = beginning.channels;
  world.project = { ...world.project, attempts: beginning.attempts };
  const agents = Array.from({ length: beginning.agents }, () => world.addAgent());
  for (const [index, { isAnybodys, ...times }] of beginning.meetings.entries()) {
    const agent = agents[index % agents.length]!;
    const meeting = aMeeting(world, { ...times, userId: isAnybodys ? null : agent.id, authorId: agent.id });
    await world.deps.database.transaction((stores) => stores.meetings.insert(meeting));
  }
  return world;
}

const pick = <T>(items: readonly T[], which: number): T | undefined =>
  items[which % Math.max(items.length, 1)];

async function happen(world: World, now: Event): Promise<void> {
  const { deps } = world;
  switch (now.kind) {
    case 'advance':
    case 'clock jumps':
      return world.advance(now.seconds);
    case 'workers look': {
      const looks = Array.from({ length: now.workers }, () => actOnDueMeetings(deps)({ limit: 50 }));
      for (const { failures } of await Promise.all(looks)) expect(failures).toEqual([]);
      return;
    }
    case 'worker crashes':
      world.beforeCommit = () => {
        world.beforeCommit = () => {
          throw new Crash();
        };
        throw new Crash();
      };
      await actOnDueMeetings(deps)({ limit: 50 }).catch(ignore(Crash));
      world.beforeCommit = null;
      return;
    case 'job comes twice': {
      const meetingId = pick(world.meetings, now.which)!.id;
      const job = { meetingId, revision: now.revision };
      await Promise.all([actOnMeeting(deps)(job), actOnMeeting(deps)(job)]);
      return;
    }
    case 'agent is freed':
      await wakeWaitingMeetings(deps)();
      return;
    case 'agent changes': {
      const agent = pick(world.agents, now.which)!;
      agent.hasPhone = now.hasPhone;
      if (agent.callId === null) agent.status = now.status as typeof agent.status;
      return;
    }
    case 'gateway claims': {
      const call = pick(
        world.calls.filter(({ status }) => status === 'queued'),
        now.which,
      );
      if (call && world.claim(call.id)) expect(world.now < call.notAfter!).toBe(true);
      return;
    }
    case 'agent answers': {
      const call = pick(world.calls, now.which);
      return call && world.agentAnswers(call.id);
    }
    case 'contact answers': {
      const call = pick(world.calls, now.which);
      return call && world.contactAnswers(call.id);
    }
    case 'call ends': {
      const call = pick(
        world.calls.filter(({ status }) => status !== 'ended'),
        now.which,
      );
      return call && world.end(call.id, now.result);
    }
    case 'person calls':
    case 'person snoozes':
    case 'person cancels':
    case 'person moves':
      return person(world, now).catch(ignore(DomainError));
  }
}

async function person(world: World, now: Extract<Event, { kind: `person ${string}` }>): Promise<void> {
  const { deps } = world;
  const meeting = pick(world.meetings, now.which)!;
  const agent = world.agents.find(({ id }) => id === (meeting.userId ?? meeting.authorId))!;
  const asked = { viewer: world.viewerOf(agent), meetingId: meeting.id };
  if (now.kind === 'person calls') await callMeetingNow(deps)(asked);
  if (now.kind === 'person snoozes') await snoozeMeeting(deps)({ ...asked, seconds: 120 });
  if (now.kind === 'person cancels') await cancelMeeting(deps)({ ...asked, reason: null });
  if (now.kind === 'person moves') {
    const wall = (at: Date) => new Date(at.getTime() + now.minutes * 60_000).toISOString().slice(0, 19);
    await changeMeeting(deps)({
      ...asked,
      revision: meeting.revision,
      confirm: ['overlaps_meeting'],
      changes: {
        timeZone: 'UTC',
        from: { wall: wall(meeting.fromAt), choice: null },
        to: { wall: wall(meeting.toAt), choice: null },
      },
    });
  }
}

function ignore(type: new (...args: never[]) => Error) {
  return (error: unknown): void => {
    if (!(error instanceof type)) throw error;
  };
}

function checkAlways(world: World): void {
  for (const { id } of world.meetings) {
    const open = world.attempts.filter((attempt) => attempt.meetingId === id && attempt.endedAt === null);
    expect(open.length, 'attempts under way of one meeting').toBeLessThanOrEqual(1);
  }
  for (const { startedAt, window } of world.attempts) {
    expect(startedAt >= window.fromAt && startedAt < window.toAt, 'an attempt begins inside its window').toBe(
      true,
    );
  }
  const busy = world.calls.filter(({ status }) => status !== 'ended').map(({ userId }) => userId);
  expect(new Set(busy).size, 'nobody has two calls').toBe(busy.length);
  expect(busy.length).toBeLessThanOrEqual(world.channels);
  for (const { status, nextActionAt } of world.meetings) {
    const isOver = (finalMeetingStatuses as readonly string[]).includes(status);
    expect(nextActionAt === null, 'what is not over is looked at again').toBe(isOver);
  }
}

test('whatever happens, a meeting is never dialled twice at once, never outside its window, and always comes to an end', async () => {
  await fc.assert(
    fc.asyncProperty(beginnings, fc.array(event, { maxLength: 80 }), async (beginning, events) => {
      const world = await begin(beginning);
      for (const now of events) {
        await happen(world, now);
        checkAlways(world);
      }
      for (const { id, status } of world.calls) if (status !== 'ended') await world.end(id, 'lost');
      for (const { toAt } of world.meetings)
        world.now = new Date(Math.max(world.now.getTime(), toAt.getTime()) + 60_000);
      await actOnDueMeetings(world.deps)({ limit: 100 });
      checkAlways(world);
      for (const { status } of world.meetings) expect(finalMeetingStatuses).toContain(status);
      expect(world.agents.filter(({ reservedFor }) => reservedFor !== null)).toEqual([]);
      expect(world.attempts.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    }),
    { numRuns: 600 },
  );
}, 60_000);
