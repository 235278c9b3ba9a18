import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getAgent } from '../../../server/domain/agents/get-agent.ts';
import { DIALLED, goToWork } from '../../support/calls/actions.ts';
import { playOut, stepsOfACall } from '../../support/calls/any-order.ts';
import { createFakeWorld } from '../../support/calls/fake-world.ts';

test('whatever happens to a call, in any order and doubled, it ends and every agent is free', async () => {
  await fc.assert(
    fc.asyncProperty(stepsOfACall, fc.constantFrom(0, 60), async (steps, wrapUpSeconds) => {
      const world = await createFakeWorld();
      const agents = [await world.addUser({ name: 'Anna' }), await world.addUser({ name: 'Bob' })];
      await world.addProject({ dialled: DIALLED, memberIds: agents, wrapUpSeconds });
      for (const agent of agents) await goToWork(world, agent);
      await playOut(world, steps);
      for (const userId of agents) {
        expect(await getAgent(world.deps)({ userId })).toMatchObject({ status: 'available', callId: null });
      }
    }),
    { numRuns: 300 },
  );
});
