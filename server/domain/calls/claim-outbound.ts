import type { PhoneAddress } from './ring-plan.ts';
import { dialString } from '../trunks/dial-string.ts';
import type { CallDeps } from './call-deps.ts';
import { callEnds, isOpen, outboundClaimed } from './call-rules.ts';
import type { CallState } from './call-state.ts';
import type { Dialling } from './call-store.ts';
import { changeCall } from './change-call.ts';
import type { OutboundPlan } from './outbound-plan.ts';

export interface OutboundClaim {
  readonly callId: string;
  readonly gatewayId: string;
  readonly at: Date;
  readonly leaseUntil: Date;
}

/** Whoever gets the plan dials; nobody else can. Past its time, or with no line free, the call ends instead. */
export function claimOutbound(deps: CallDeps) {
  return async ({ callId, gatewayId, at, leaseUntil }: OutboundClaim): Promise<OutboundPlan | null> => {
    const dialling = await deps.database.read.calls.dialling(callId);
    const change = await changeCall(deps, callId, at, (call) => {
      if (call.status !== 'queued') return null;
      if (isTooLate(call, at)) return giveUp(call, at, 'cancelled', 'too_late');
      if (dialling === null) return giveUp(call, at, 'failed', 'no_trunk');
      return outboundClaimed(call, gatewayId, leaseUntil, dialling.trunk.id);
    });
    const claimed = change?.after;
    if (claimed?.status !== 'dialling' || dialling === null) return null;
    const userId = claimed.agentId;
    return planOf(
      claimed,
      dialling,
      userId === null ? [] : await deps.database.read.agents.phones(userId, at),
    );
  };
}

function isTooLate({ notAfter }: CallState, at: Date): boolean {
  return notAfter !== null && at.getTime() >= Date.parse(notAfter);
}

function giveUp(call: CallState, at: Date, result: 'cancelled' | 'failed', reason: string): CallState | null {
  return callEnds(call, { at, hangupSide: 'system', sipCode: null, reason, result });
}

function planOf(
  call: CallState,
  { trunk, callerId, first, ringSeconds }: Dialling,
  phones: readonly PhoneAddress[],
): OutboundPlan | null {
  const agent = call.legs.find((leg) => leg.kind === 'agent' && isOpen(leg));
  const contact = call.legs.find((leg) => leg.kind === 'contact' && isOpen(leg));
  if (agent?.userId == null || contact === undefined || call.number === null) return null;
  return {
    callId: call.id,
    first,
    agent: { legId: agent.id, userId: agent.userId, agentName: agent.userName ?? '', phones },
    contactLegId: contact.id,
    number: call.number,
    extension: call.extension,
    dial: dialString(trunk, call.number),
    trunk,
    callerId,
    ringSeconds,
    displayName: call.displayName,
    notAfter: call.notAfter,
  };
}
