import { registerPhone } from '../../../server/domain/agents/register-phone.ts';
import { requestStatus } from '../../../server/domain/agents/request-status.ts';
import type { E164 } from '../../../server/domain/callers/phone-number.ts';
import type { IncomingCall } from '../../../server/domain/calls/incoming-call.ts';
import { receiveCall } from '../../../server/domain/calls/receive-call.ts';
import type { RingPlan } from '../../../server/domain/calls/ring-plan.ts';
import { openWindow } from '../../../server/domain/desk/open-window.ts';
import type { World } from './world.ts';

export const HOUR = 3_600_000;
export const DIALLED = '+48225550100';

export function later(world: World, seconds: number): Date {
  world.at = new Date(world.at.getTime() + seconds * 1000);
  return world.at;
}

/** A user who can take a call now, with one phone and one window in front. */
export async function goToWork(world: World, userId: string): Promise<void> {
  const leaseUntil = new Date(world.at.getTime() + 24 * HOUR);
  await requestStatus(world.deps)({ userId, status: 'available', reason: null });
  await openWindow(world.deps)({
    userId,
    windowId: windowOf(userId),
    serverId: 's1',
    hasFocus: true,
    leaseUntil,
  });
  await registerPhone(world.deps)({
    userId,
    contactUri: `sip:${userId}@phone`,
    routeUri: `sip:${userId}@10.0.0.1`,
    transport: 'udp',
    userAgent: null,
    sipCallId: userId,
    cseq: 1,
    expiresAt: leaseUntil,
    at: world.at,
  });
}

export const windowOf = (userId: string): string => `window of ${userId}`;

let counter = 0;

export function incoming(world: World, from: string | null, more: Partial<IncomingCall> = {}): IncomingCall {
  return {
    sipCallId: `call-${(counter += 1)}@trunk`,
    trunkId: null,
    project: null,
    caller: {
      e164: from as E164 | null,
      extension: null,
      received: from ?? 'anonymous',
      displayName: null,
      isWithheld: from === null,
      source: 'from',
      verstat: null,
    },
    dialled: DIALLED,
    receivedAt: world.at,
    gatewayId: 'gateway-1',
    leaseUntil: new Date(world.at.getTime() + 60_000),
    ...more,
  };
}

type Ringing = Extract<RingPlan, { kind: 'ring' }>;

/** A call that rings at somebody. */
export async function ringing(
  world: World,
  from: string | null,
  more: Partial<IncomingCall> = {},
): Promise<Ringing> {
  const plan = await receiveCall(world.deps)(incoming(world, from, more));
  if (plan.kind !== 'ring') throw new Error(`nobody was rung: ${JSON.stringify(plan)}`);
  return plan;
}
