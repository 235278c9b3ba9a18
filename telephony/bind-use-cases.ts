import { dropSilentPhone } from '#domain/agents/drop-silent-phone.ts';
import { registerPhone } from '#domain/agents/register-phone.ts';
import { unregisterPhone } from '#domain/agents/unregister-phone.ts';
import { announceOfflineCall } from '#domain/calls/announce-offline-call.ts';
import { answerCall } from '#domain/calls/answer-call.ts';
import type { CallDeps } from '#domain/calls/call-deps.ts';
import { claimOutbound } from '#domain/calls/claim-outbound.ts';
import { endCall } from '#domain/calls/end-call.ts';
import { endLeg } from '#domain/calls/end-leg.ts';
import { listQueuedOutbound } from '#domain/calls/list-queued-outbound.ts';
import { markLegRinging } from '#domain/calls/mark-leg-ringing.ts';
import { noteFacts } from '#domain/calls/note-facts.ts';
import { receiveCall } from '#domain/calls/receive-call.ts';
import { recordOfflineCall } from '#domain/calls/record-offline-call.ts';
import { renewLeases } from '#domain/calls/renew-leases.ts';
import { ringNextAgent } from '#domain/calls/ring-next-agent.ts';
import type { GatewayUseCases } from './gateway.ts';

export function bindUseCases(deps: CallDeps): GatewayUseCases {
  return {
    receiveCall: receiveCall(deps),
    ringNextAgent: ringNextAgent(deps),
    markLegRinging: markLegRinging(deps),
    endLeg: endLeg(deps),
    answerCall: answerCall(deps),
    endCall: endCall(deps),
    noteFacts: noteFacts(deps),
    announceOfflineCall: announceOfflineCall(deps),
    recordOfflineCall: recordOfflineCall(deps),
    renewLeases: renewLeases(deps),
    claimOutbound: claimOutbound(deps),
    listQueuedOutbound: listQueuedOutbound(deps),
    dropSilentPhone: dropSilentPhone(deps),
    registerPhone: registerPhone(deps),
    unregisterPhone: unregisterPhone(deps),
    countFree: (projectId, at, most) => deps.database.read.agents.countFree(projectId, at, most),
    phonesOf: (userId, at) => deps.database.read.agents.phones(userId, at),
  };
}
