import { expect, test } from 'vitest';
import { getAgent } from '../../../server/domain/agents/get-agent.ts';
import { DomainError } from '../../../server/domain/shared/domain-error.ts';
import { DIALLED, goToWork, ringing } from '../../support/calls/actions.ts';
import { createFakeWorld } from '../../support/calls/fake-world.ts';

test('a company whose people cannot be read just then still rings at the agent', async () => {
  const world = await createFakeWorld();
  const anna = await world.addUser({ name: 'Anna' });
  await world.addProject({ dialled: DIALLED, memberIds: [anna] });
  const range = { prefix: '+48225550', length: 12 };
  await world.addOrganization({ name: 'Acme', ownerId: anna, ranges: [range] });
  await goToWork(world, anna);
  world.deps.database.read.callers.people = () =>
    Promise.reject(new DomainError('unavailable', 'the database is away'));
  const { callId } = await ringing(world, '+48225550199');
  expect(await getAgent(world.deps)({ userId: anna })).toMatchObject({ status: 'ringing', callId });
  expect(world.events.of(anna, 'agent:changed')).toContainEqual(
    expect.objectContaining({ agent: expect.objectContaining({ status: 'ringing' }) as unknown }),
  );
});
