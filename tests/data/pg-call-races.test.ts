import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getAgent } from '../../server/domain/agents/get-agent.ts';
import { requestStatus } from '../../server/domain/agents/request-status.ts';
import { answerCall } from '../../server/domain/calls/answer-call.ts';
import { endCall } from '../../server/domain/calls/end-call.ts';
import { endLeg } from '../../server/domain/calls/end-leg.ts';
import { receiveCall } from '../../server/domain/calls/receive-call.ts';
import { ringNextAgent } from '../../server/domain/calls/ring-next-agent.ts';
import { DIALLED, goToWork, incoming, ringing } from '../support/calls/actions.ts';
import { playOut, stepsOfACall } from '../support/calls/any-order.ts';
import { createPgWorld, type PgWorld } from '../support/calls/pg-world.ts';

let world: PgWorld;
const agents: string[] = [];

beforeAll(async () => {
  world = await createPgWorld();
  for (let index = 0; index < 10; index += 1) agents.push(await world.addUser({ name: `Agent${index}` }));
  await world.addProject({ dialled: DIALLED, memberIds: agents, wrapUpSeconds: 0 });
  for (const agent of agents) await goToWork(world, agent);
});
afterAll(() => world.close());

const end = (callId: string) =>
  endCall(world.deps)({ callId, at: world.at, hangupSide: 'contact', sipCode: 487, reason: null });
const statuses = () =>
  Promise.all(agents.map(async (userId) => (await getAgent(world.deps)({ userId })).status));
const together = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

test('fifty calls at once over ten agents ring each agent once; the others wait', async () => {
  const plans = await together(50, () => receiveCall(world.deps)(incoming(world, '+48600100200')));
  const rung = plans.flatMap((plan) => (plan.kind === 'ring' ? [plan.ring.userId] : []));
  expect([...rung].sort()).toEqual([...agents].sort());
  expect(plans.filter((plan) => plan.kind === 'wait')).toHaveLength(40);
  await Promise.all(plans.map((plan) => end(plan.callId ?? '')));
  expect(new Set(await statuses())).toEqual(new Set(['available']));
});

test('the same INVITE ten times at once is one call at one agent', async () => {
  const call = incoming(world, null);
  const plans = await together(10, () => receiveCall(world.deps)(call));
  expect(new Set(plans.map((plan) => plan.callId)).size).toBe(1);
  expect((await statuses()).filter((status) => status === 'ringing')).toHaveLength(1);
  await end(plans[0]?.callId ?? '');
});

test('one waiting call asked for by ten at once rings one agent', async () => {
  const { callId, ring } = await ringing(world, null);
  await endLeg(world.deps)({
    callId,
    legId: ring.legId,
    at: world.at,
    result: 'rejected',
    sipCode: 603,
    reason: null,
  });
  const rings = await together(10, () => ringNextAgent(world.deps)({ callId, at: world.at }));
  expect(rings.filter((one) => one !== null)).toHaveLength(1);
  expect((await statuses()).filter((status) => status === 'ringing')).toHaveLength(1);
  await end(callId);
});

test('an answer, a rejection and an end at once leave one ended call and every agent free', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { callId, ring } = await ringing(world, null);
    const leg = { callId, legId: ring.legId, at: world.at };
    await Promise.all([
      answerCall(world.deps)(leg),
      endLeg(world.deps)({ ...leg, result: 'rejected', sipCode: 486, reason: null }),
      ringNextAgent(world.deps)({ callId, at: world.at }),
      end(callId),
    ]);
    expect((await end(callId)).ended).toBe(false);
    expect(new Set(await statuses())).toEqual(new Set(['available']));
  }
});

test('a call ended ten times at once has ended once', async () => {
  const { callId } = await ringing(world, null);
  const ends = await together(10, () => end(callId));
  expect(ends.filter(({ ended }) => ended)).toHaveLength(1);
});

test('what another process did to a call meanwhile is noticed', async () => {
  const { callId, ring } = await ringing(world, null);
  const leg = { callId, legId: ring.legId, at: world.at };
  await endLeg(world.anotherProcess())({ ...leg, result: 'rejected', sipCode: 603, reason: null });
  expect(await answerCall(world.deps)(leg)).toEqual({ won: false });
  await endCall(world.anotherProcess())({
    callId,
    at: world.at,
    hangupSide: 'contact',
    sipCode: 487,
    reason: null,
  });
  expect(await end(callId)).toEqual({ ended: false });
  expect(new Set(await statuses())).toEqual(new Set(['available']));
});

test('an agent whom another process rang can answer here', async () => {
  const { callId, ring } = await ringing(world, null);
  await endLeg(world.deps)({
    callId,
    legId: ring.legId,
    at: world.at,
    result: 'rejected',
    sipCode: 603,
    reason: null,
  });
  const next = await ringNextAgent(world.anotherProcess())({ callId, at: world.at });
  expect(await answerCall(world.deps)({ callId, legId: next?.legId ?? '', at: world.at })).toEqual({
    won: true,
  });
  await end(callId);
});

test('a pause asked for in the very moment a call ends is not lost', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { callId, ring } = await ringing(world, null);
    const { userId, legId } = ring;
    await answerCall(world.deps)({ callId, legId, at: world.at });
    await Promise.all([
      end(callId),
      requestStatus(world.deps)({ userId, status: 'paused', reason: 'lunch' }),
    ]);
    expect(await getAgent(world.deps)({ userId })).toMatchObject({ status: 'paused', pauseReason: 'lunch' });
    await requestStatus(world.deps)({ userId, status: 'available', reason: null });
  }
});

test('events in any order, doubled and at once, leave the call ended and every agent free', async () => {
  await fc.assert(
    fc.asyncProperty(stepsOfACall, async (steps) => {
      await playOut(world, steps);
      expect(new Set(await statuses())).toEqual(new Set(['available']));
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('callers who wait together ring each agent once, and none at whom they rang in vain', async () => {
  const plans = await together(12, () => receiveCall(world.deps)(incoming(world, '+48600100200')));
  const rung = plans.flatMap((plan) => (plan.kind === 'ring' ? [plan] : []));
  const waiting = plans.flatMap((plan) => (plan.kind === 'wait' ? [plan.callId] : []));
  expect([rung.length, waiting.length]).toEqual([10, 2]);
  const [refused] = rung as [(typeof rung)[number]];
  const { callId, ring } = refused;
  const rejection = { result: 'rejected', sipCode: 603, reason: null } as const;
  await endLeg(world.deps)({ callId, legId: ring.legId, at: world.at, ...rejection });
  // the only free agent refused the first of them, and is the others' nevertheless
  const looks = await Promise.all(
    [callId, ...waiting].map((id) => ringNextAgent(world.deps)({ callId: id, at: world.at })),
  );
  expect(looks[0]).toBeNull();
  expect(looks.flatMap((one) => one?.userId ?? [])).toEqual([ring.userId]);
  await Promise.all(plans.map((plan) => end(plan.callId ?? '')));
  expect(new Set(await statuses())).toEqual(new Set(['available']));
});

test('as many callers as wait are rung for at once when everybody is free again', async () => {
  const plans = await together(20, () => receiveCall(world.deps)(incoming(world, null)));
  const [rung, waiting] = [
    plans.filter(({ kind }) => kind === 'ring'),
    plans.filter(({ kind }) => kind === 'wait'),
  ];
  await Promise.all(rung.map((plan) => end(plan.callId ?? '')));
  const looks = await Promise.all(
    waiting.map(({ callId }) => ringNextAgent(world.deps)({ callId: callId ?? '', at: world.at })),
  );
  expect(new Set(looks.map((one) => one?.userId)).size).toBe(10);
  expect(new Set(await statuses())).toEqual(new Set(['ringing']));
  for (const [index, look] of looks.entries()) {
    const leg = { callId: waiting[index]?.callId ?? '', legId: look?.legId ?? '', at: world.at };
    expect(await answerCall(world.deps)(leg)).toEqual({ won: true });
  }
  await Promise.all(waiting.map((plan) => end(plan.callId ?? '')));
  expect(new Set(await statuses())).toEqual(new Set(['available']));
});
