import { aViewer } from '../access/viewers.ts';
import fc from 'fast-check';
import { requestStatus } from '../../../server/domain/agents/request-status.ts';
import { answerCall } from '../../../server/domain/calls/answer-call.ts';
import { endCall } from '../../../server/domain/calls/end-call.ts';
import { endExpiredWrapUps } from '../../../server/domain/calls/end-expired-wrap-ups.ts';
import { endLeg } from '../../../server/domain/calls/end-leg.ts';
import { getCall } from '../../../server/domain/calls/get-call.ts';
import { markLegRinging } from '../../../server/domain/calls/mark-leg-ringing.ts';
import { receiveCall } from '../../../server/domain/calls/receive-call.ts';
import { ringNextAgent } from '../../../server/domain/calls/ring-next-agent.ts';
import { incoming, later } from './actions.ts';
import type { World } from './world.ts';

const events = ['ringing', 'answer', 'rejected', 'no_answer', 'next', 'end', 'invite', 'pause'] as const;

/** Steps of what may happen to a call; what is in one step happens at once. */
export const stepsOfACall = fc.array(fc.array(fc.constantFrom(...events), { minLength: 1, maxLength: 4 }), {
  maxLength: 8,
});

/** Lets it all happen to one call, then ends it, and lets every agent who was paused come back. */
export async function playOut(
  world: World,
  steps: readonly (readonly (typeof events)[number][])[],
): Promise<void> {
  const { deps } = world;
  const invite = incoming(world, '+48600100200');
  const plan = await receiveCall(deps)(invite);
  if (plan.kind !== 'ring') throw new Error('nobody was free to begin with');
  const { callId } = plan;
  const rung = [plan.ring];
  const close = () =>
    endCall(deps)({ callId, at: world.at, hangupSide: 'contact', sipCode: 200, reason: null });

  const happen = async (event: (typeof events)[number]): Promise<unknown> => {
    const { legId, userId } = rung.at(-1)!;
    const leg = { callId, legId, at: world.at };
    if (event === 'ringing') return markLegRinging(deps)({ ...leg, sipCode: 180 });
    if (event === 'answer') return answerCall(deps)(leg);
    if (event === 'end') return close();
    if (event === 'invite') return receiveCall(deps)(invite);
    if (event === 'pause') return requestStatus(deps)({ userId, status: 'paused', reason: 'lunch' });
    if (event === 'next') {
      const next = await ringNextAgent(deps)({ callId, at: world.at });
      return next && rung.push(next);
    }
    return endLeg(deps)({ ...leg, result: event, sipCode: 480, reason: null });
  };

  for (const step of steps) {
    later(world, 1);
    await Promise.all(step.map(happen));
  }
  await close();
  const director = aViewer({ userId: rung[0]!.userId, role: 'director' });
  const call = await getCall(deps)({ viewer: director, callId });
  const open = call.legs.filter((leg) => leg.status !== 'ended');
  if (call.status !== 'ended' || open.length > 0) throw new Error(`still open: ${JSON.stringify(call)}`);
  await endExpiredWrapUps(deps)({ now: later(world, 61) });
  for (const { userId } of rung) await requestStatus(deps)({ userId, status: 'available', reason: null });
}
