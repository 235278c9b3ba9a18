import { expect, test } from 'vitest';
import { getAgent } from '../../../server/domain/agents/get-agent.ts';
import { endCall } from '../../../server/domain/calls/end-call.ts';
import { receiveCall } from '../../../server/domain/calls/receive-call.ts';
import { ringNextAgent } from '../../../server/domain/calls/ring-next-agent.ts';
import { DomainError } from '../../../server/domain/shared/domain-error.ts';
import { DIALLED, goToWork, incoming, ringing } from '../../support/calls/actions.ts';
import { createFakeWorld } from '../../support/calls/fake-world.ts';

/** A company's number, whose card is read in a way of its own, and one agent. */
async function companyCalls() {
  const world = await createFakeWorld();
  const anna = await world.addUser({ name: 'Anna' });
  await world.addProject({ dialled: DIALLED, memberIds: [anna] });
  const range = { prefix: '+48225550', length: 12 };
  await world.addOrganization({ name: 'Acme', ownerId: anna, ranges: [range] });
  return { world, anna };
}

test('a company whose people cannot be read just then still rings at the agent', async () => {
  const { world, anna } = await companyCalls();
  await goToWork(world, anna);
  world.deps.database.read.callers.people = () =>
    Promise.reject(new DomainError('unavailable', 'the database is away'));
  const { callId } = await ringing(world, '+48225550199');
  expect(await getAgent(world.deps)({ userId: anna })).toMatchObject({ status: 'ringing', callId });
  expect(world.events.of(anna, 'agent:changed')).toContainEqual(
    expect.objectContaining({ agent: expect.objectContaining({ status: 'ringing' }) as unknown }),
  );
});

test('a call that ends while the card of the next agent is made rings on no screen', async () => {
  const { world, anna } = await companyCalls();
  const plan = await receiveCall(world.deps)(incoming(world, '+48225550199'));
  const callId = plan.callId ?? '';
  await goToWork(world, anna);
  const end = () =>
    endCall(world.deps)({ callId, at: world.at, hangupSide: 'contact', sipCode: 487, reason: null });
  world.deps.database.read.callers.people = async () => {
    await end();
    return [];
  };
  await ringNextAgent(world.deps)({ callId, at: world.at });
  expect(world.events.of(anna, 'call:rang')).toEqual([]);
  expect(await getAgent(world.deps)({ userId: anna })).toMatchObject({ status: 'available', callId: null });
});
