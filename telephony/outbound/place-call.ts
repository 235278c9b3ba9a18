import type { OutboundPlan } from '#domain/calls/outbound-plan.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { Logger } from '#platform/logger.ts';
import type { OutboundFacts } from '../call-facts.ts';
import type { CallEnding } from '../call-ending.ts';
import { followCourse } from '../course.ts';
import type { Directory } from '../directory.ts';
import type { HeldCall, HeldCalls } from '../held-calls.ts';
import { holdTalk } from '../hold-talk.ts';
import type { RungAgents } from '../rung-agents.ts';
import type { SipConnection } from '../sip/connection.ts';
import { sipReason } from '../sip/reason.ts';
import type { Timings } from '../timings.ts';
import { joinAgentFirst } from './join-agent-first.ts';
import { joinContactFirst } from './join-contact-first.ts';
import type { Placing } from './placing.ts';

export interface PlaceCallDeps {
  readonly sip: SipConnection;
  readonly directory: Pick<Directory, 'trunks'>;
  readonly heldCalls: HeldCalls;
  /** Agents whose phones this gateway rings or holds now. */
  readonly busyAgents: Set<string>;
  readonly rungAgents: RungAgents;
  readonly timings: Timings;
  readonly clock: Clock;
}

/** Dials both parties in the plan's order, joins them, and holds the talk to its end. */
export async function placeCall(
  deps: PlaceCallDeps,
  plan: OutboundPlan,
  facts: OutboundFacts,
  logger: Logger,
): Promise<void> {
  const course = followCourse(() => undefined);
  const endBySystem = (reason: string): void =>
    course.end({ side: 'system', sipCode: null, reason, result: 'failed' });
  const held: HeldCall = {
    callId: plan.callId,
    trunkId: plan.trunk.id,
    onLinkDown: () => endBySystem('engine_lost'),
    onLinkUp: () => undefined,
    hangUp: endBySystem,
  };
  const isOver = deps.heldCalls.begin();
  const release = deps.heldCalls.add(held);
  deps.busyAgents.add(plan.agent.userId);
  try {
    const placing: Placing = { ...deps, plan, facts, course, logger, trunks: trunksFor(deps, plan) };
    const joined = await (plan.first === 'agent' ? joinAgentFirst(placing) : joinContactFirst(placing));
    if (joined && !course.ending()) {
      release();
      course.end(await holdTalk(deps, { ...joined, callId: plan.callId, trunkId: plan.trunk.id }));
    } else
      for (const dialog of joined ? [joined.contact, joined.agent] : [])
        dialog.hangUp(sipReason(480, 'call ended'));
    const ending = course.ending() ?? NOT_JOINED;
    logger.info({ side: ending.side, reason: ending.reason, result: ending.result }, 'call ended');
    await facts.ended(ending);
  } finally {
    deps.busyAgents.delete(plan.agent.userId);
    release();
    isOver();
  }
}

const NOT_JOINED: CallEnding = { side: 'system', sipCode: null, reason: 'not_joined', result: 'failed' };

/** The plan's trunk, then whichever others stand behind it and have a channel left. */
function trunksFor({ directory, heldCalls }: PlaceCallDeps, { trunk }: OutboundPlan): Placing['trunks'] {
  const known = directory.trunks();
  const behind = known.slice(known.findIndex(({ id }) => id === trunk.id) + 1);
  return [
    trunk,
    ...behind.filter(({ id, channelLimit }) => id !== trunk.id && heldCalls.countOnTrunk(id) < channelLimit),
  ];
}
