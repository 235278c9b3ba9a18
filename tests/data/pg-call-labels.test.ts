import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerCall } from '../../server/domain/calls/answer-call.ts';
import { endLeg } from '../../server/domain/calls/end-leg.ts';
import { receiveCall } from '../../server/domain/calls/receive-call.ts';
import { ringNextAgent } from '../../server/domain/calls/ring-next-agent.ts';
import { DIALLED, goToWork, incoming, later } from '../support/calls/actions.ts';
import { createPgWorld, type PgWorld } from '../support/calls/pg-world.ts';

// A call is labelled as the agent it rings at, and from its answer on as the one who took it (A14).

let world: PgWorld;
const channels: string[] = [];
const groups = [randomUUID(), randomUUID()];

beforeAll(async () => {
  world = await createPgWorld();
  const agents: string[] = [];
  for (const index of [0, 1]) {
    const channel = { id: randomUUID(), name: `Channel ${index}`, kind: 'direct' };
    channels.push(await world.insert('sales_channels', channel));
    const agent = await world.addUser({ name: `Agent${index}` });
    await world.rows('UPDATE users SET channel_id = $2, group_ids = $3 WHERE id = $1', [
      agent,
      channel.id,
      [groups[index]],
    ]);
    agents.push(agent);
  }
  await world.addProject({ dialled: DIALLED, memberIds: agents, wrapUpSeconds: 0 });
  for (const agent of agents) {
    await goToWork(world, agent);
    later(world, 1);
  }
});
afterAll(() => world.close());

const labels = async (callId: string) =>
  (await world.rows('SELECT channel_id, group_ids FROM calls WHERE id = $1', [callId]))[0];

test('a call has the labels of the agent it rings at first, and then of the one who answers', async () => {
  const plan = await receiveCall(world.deps)(incoming(world, null));
  if (plan.kind !== 'ring') throw new Error('nobody rings');
  const { callId, ring } = plan;
  expect(await labels(callId)).toEqual({ channel_id: channels[0], group_ids: [groups[0]] });
  const refusal = { result: 'rejected', sipCode: 603, reason: null } as const;
  await endLeg(world.deps)({ callId, legId: ring.legId, at: world.at, ...refusal });
  const next = await ringNextAgent(world.deps)({ callId, at: world.at });
  expect(await labels(callId)).toEqual({ channel_id: channels[0], group_ids: [groups[0]] });
  await answerCall(world.deps)({ callId, legId: next?.legId ?? '', at: world.at });
  expect(await labels(callId)).toEqual({ channel_id: channels[1], group_ids: [groups[1]] });
});

test('a call that nobody could be rung for has no labels', async () => {
  const plan = await receiveCall(world.deps)(incoming(world, null, { dialled: '+48220000000' }));
  expect(await labels(plan.callId ?? '')).toEqual({ channel_id: null, group_ids: [] });
});
