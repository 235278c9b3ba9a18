import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallState } from '../../server/domain/calls/call-state.ts';
import { endCall } from '../../server/domain/calls/end-call.ts';
import { receiveCall } from '../../server/domain/calls/receive-call.ts';
import { DIALLED, goToWork, incoming } from '../support/calls/actions.ts';
import { createPgWorld, type PgWorld } from '../support/calls/pg-world.ts';

// Saves that come in one turn share a statement; each must be written or not as if it stood alone.

let world: PgWorld;

beforeAll(async () => {
  world = await createPgWorld();
  const agents: string[] = [];
  for (let index = 0; index < 6; index += 1) agents.push(await world.addUser({ name: `Agent${index}` }));
  await world.addProject({ dialled: DIALLED, memberIds: agents, wrapUpSeconds: 0 });
  for (const agent of agents) await goToWork(world, agent);
});
afterAll(() => world.close());

const calls = () => world.deps.database.read.calls;

async function threeCalls(): Promise<CallState[]> {
  const states: CallState[] = [];
  for (let index = 0; index < 3; index += 1) {
    const { callId } = await receiveCall(world.deps)(incoming(world, null));
    const state = await calls().load(callId ?? '', world.at);
    if (state) states.push(state);
  }
  return states;
}

async function endAll(states: readonly CallState[]): Promise<void> {
  for (const { id: callId } of states) {
    await endCall(world.anotherProcess())({
      callId,
      at: world.at,
      hangupSide: 'contact',
      sipCode: 487,
      reason: null,
    });
  }
}

const noted = (call: CallState, reason: string): CallState => ({
  ...call,
  reason,
  version: call.version + 1,
});

test('of calls saved together a stale one is left alone, and the others are written', async () => {
  const [first, stale, last] = (await threeCalls()) as [CallState, CallState, CallState];
  expect(await calls().save(stale, noted(stale, 'was quicker'), null)).toBe(true);
  const written = await Promise.all(
    [first, stale, last].map((call) => calls().save(call, noted(call, 'together'), null)),
  );
  expect(written).toEqual([true, false, true]);
  expect((await calls().load(stale.id, world.at))?.reason).toBe('was quicker');
  expect((await calls().load(last.id, world.at))?.reason).toBe('together');
  await endAll([first, stale, last]);
});

test('an agent changed meanwhile keeps his call from being saved, and no other call', async () => {
  const [first, second, third] = (await threeCalls()) as [CallState, CallState, CallState];
  const [agent] = second.agents;
  await world.deps.database.read.agents.touch(agent?.userId ?? '', world.at);
  const released = (call: CallState): CallState => ({
    ...noted(call, 'released'),
    agents: call.agents.map((one) => ({
      ...one,
      status: 'available',
      callId: null,
      version: one.version + 1,
    })),
  });
  const written = await Promise.all(
    [first, second, third].map((call) => calls().save(call, released(call), null)),
  );
  expect(written).toEqual([true, false, true]);
  expect((await calls().load(second.id, world.at))?.agents[0]?.status).toBe('ringing');
  expect(await world.deps.database.read.agents.state(first.agents[0]?.userId ?? '', world.at)).toMatchObject({
    status: 'available',
    callId: null,
  });
  await endAll([first, second, third]);
});

test('a save that breaks a rule of the database fails alone', async () => {
  const [first, wrong, last] = (await threeCalls()) as [CallState, CallState, CallState];
  const results = await Promise.allSettled([
    calls().save(first, noted(first, 'together'), null),
    calls().save(wrong, { ...noted(wrong, 'wrong'), agentId: randomUUID() }, null),
    calls().save(last, noted(last, 'together'), null),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((await calls().load(wrong.id, world.at))?.reason).toBeNull();
  expect((await calls().load(last.id, world.at))?.reason).toBe('together');
  await endAll([first, wrong, last]);
});

test('the same call saved twice in one turn is written once', async () => {
  const [call, ...others] = (await threeCalls()) as [CallState, CallState, CallState];
  const written = await Promise.all(
    ['one', 'another'].map((reason) => calls().save(call, noted(call, reason), null)),
  );
  expect(written).toEqual([true, false]);
  expect((await calls().load(call.id, world.at))?.reason).toBe('one');
  await endAll([call, ...others]);
});

test('more saves in one turn than one statement takes are all written', async () => {
  const states = (await Promise.all(Array.from({ length: 30 }, threeCalls))).flat();
  const written = await Promise.all(states.map((call) => calls().save(call, noted(call, 'together'), null)));
  expect(new Set(written)).toEqual(new Set([true]));
  await endAll(states);
});
