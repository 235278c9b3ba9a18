import { afterAll, beforeAll, expect, test } from 'vitest';
import { getAgent } from '../../server/domain/agents/get-agent.ts';
import { answerCall } from '../../server/domain/calls/answer-call.ts';
import { endCall } from '../../server/domain/calls/end-call.ts';
import { DIALLED, goToWork, later, ringing } from '../support/calls/actions.ts';
import { createPgWorld, type PgWorld } from '../support/calls/pg-world.ts';

// The commit of a call that comes in waits for no disk: a database that dies a moment later has forgotten the call.

let world: PgWorld;
let agent: string;

beforeAll(async () => {
  world = await createPgWorld();
  agent = await world.addUser({ name: 'Anna' });
  await world.addProject({ dialled: DIALLED, memberIds: [agent], wrapUpSeconds: 0 });
  await goToWork(world, agent);
});
afterAll(() => world.close());

async function forget(callId: string): Promise<void> {
  await world.rows(`UPDATE agent_states SET status = 'available', call_id = NULL, version = version - 1`, []);
  await world.rows('DELETE FROM timeline_entries WHERE call_id = $1', [callId]);
  await world.rows('DELETE FROM call_legs WHERE call_id = $1', [callId]);
  await world.rows('DELETE FROM calls WHERE id = $1', [callId]);
}

const logged = async (callId: string) =>
  (await world.rows('SELECT status, result, agent_id FROM calls WHERE id = $1', [callId]))[0];
const end = (callId: string) =>
  endCall(world.deps)({
    callId,
    at: later(world, 60),
    hangupSide: 'contact',
    sipCode: null,
    reason: null,
  });
const statusOfAgent = async () => (await getAgent(world.deps)({ userId: agent })).status;

test('a forgotten call that is answered is the agent’s, and in the log', async () => {
  const { callId, ring } = await ringing(world, '+48600100200');
  await forget(callId);
  expect(await answerCall(world.deps)({ callId, legId: ring.legId, at: later(world, 3) })).toEqual({
    won: true,
  });
  expect(await statusOfAgent()).toBe('on_call');
  expect(await end(callId)).toEqual({ ended: true });
  expect(await logged(callId)).toEqual({ status: 'ended', result: 'answered', agent_id: agent });
  expect(await statusOfAgent()).toBe('available');
});

test('a forgotten call whose caller gives up is in the log, and its agent free', async () => {
  const { callId } = await ringing(world, null);
  await forget(callId);
  expect(await end(callId)).toEqual({ ended: true });
  expect(await logged(callId)).toMatchObject({ status: 'ended', result: 'abandoned' });
  expect(await statusOfAgent()).toBe('available');
});
