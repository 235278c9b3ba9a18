import { setImmediate } from 'node:timers/promises';
import type { IncomingCall } from '#domain/calls/incoming-call.ts';
import type { IsWaitedFor } from '#domain/calls/receive-call.ts';
import type { RingPlan } from '#domain/calls/ring-plan.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { NewId } from '#domain/shared/ids.ts';
import type { Trunk } from '#domain/trunks/trunk.ts';
import type { Logger } from '#platform/logger.ts';
import type { CallFacts } from '../call-facts.ts';
import type { Directory } from '../directory.ts';
import { createFactWriter } from '../fact-writer.ts';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import { parseUri } from '../sip/header-values.ts';
import type { IncomingInvite } from '../sip/incoming-invite.ts';
import type { CallLedger } from './call-ledger.ts';
import { databaseLedger } from './database-ledger.ts';
import { offlineLedger, type OfflineLedgerDeps } from './offline-ledger.ts';
import type { OfflineLog } from './offline-log.ts';
import { readCaller } from './read-caller.ts';
import { serveCall, type ServeCallDeps } from './serve-call.ts';
import type { WaitingLine } from './waiting-line.ts';

export interface InboundDeps extends ServeCallDeps {
  readonly directory: Directory;
  readonly receiveCall: (input: IncomingCall, isWaitedFor: IsWaitedFor) => Promise<RingPlan>;
  readonly facts: CallFacts;
  readonly waitingLine: WaitingLine;
  readonly announceOfflineCall: OfflineLedgerDeps['announce'];
  readonly offlineLog: OfflineLog;
  readonly isDraining: () => boolean;
  readonly gatewayId: string;
  readonly metrics: GatewayMetrics;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly logger: Logger;
}

/** A call came in. Whoever calls this has already made the INVITE listen for CANCEL. */
export async function receiveInvite(deps: InboundDeps, invite: IncomingInvite): Promise<void> {
  const receivedAt = deps.clock.now();
  const started = performance.now();
  // a gateway that has only just started learns in a moment whose call this is
  const isInformed = await deps.directory.isKnown();
  const trunk = deps.directory.matchTrunk(invite.source.address);
  const refusal = isInformed ? refusalOf(deps, invite, trunk) : 503;
  if (refusal !== null || trunk === null) return invite.reply(refusal ?? 403);

  const isOver = deps.heldCalls.begin();
  const freeChannel = deps.heldCalls.takeChannel(trunk.id);
  try {
    const incoming = readIncomingCall(deps, invite, trunk, receivedAt);
    const opened = await openLedger(deps, incoming);
    deps.metrics.inviteToPublished.observe((performance.now() - started) / 1000);
    if ('refuse' in opened) return refuse(deps, invite, opened);
    // what is published leaves at the end of this turn: the card is not to wait for the phone's INVITE to be made
    await setImmediate();
    opened.logger.info({ receivedAt, isOffline: opened.ledger.callId === null }, 'call received');
    const served = serveCall(deps, { invite, trunk, caller: incoming.caller, ...opened });
    // whoever serves it holds it, and the channel with it
    freeChannel();
    await served;
  } finally {
    freeChannel();
    isOver();
  }
}

/** It is a key of the log, and those have their limits. */
const LONGEST_CALL_ID = 255;

/** The SIP status for a call that gets no service at all, and touches neither database nor phones. */
function refusalOf(deps: InboundDeps, invite: IncomingInvite, trunk: Trunk | null): number | null {
  if (!trunk) {
    deps.metrics.calls.inc({ kind: 'unknown_source' });
    return 403;
  }
  if (deps.isDraining()) return 503;
  // RFC 3261 section 8.1.1.8: without it no dialog can be made
  if (!invite.callId || !invite.header('contact')) return 400;
  if (invite.callId.length > LONGEST_CALL_ID) return 400;
  if (deps.heldCalls.countOnTrunk(trunk.id) >= trunk.channelLimit) {
    deps.metrics.calls.inc({ kind: 'over_limit' });
    return 503;
  }
  return null;
}

function readIncomingCall(
  deps: InboundDeps,
  invite: IncomingInvite,
  trunk: Trunk,
  receivedAt: Date,
): IncomingCall {
  return {
    sipCallId: invite.callId,
    trunkId: trunk.id,
    project: null,
    caller: readCaller(invite, trunk),
    dialled: parseUri(invite.uri)?.user ?? '',
    receivedAt,
    gatewayId: deps.gatewayId,
    leaseUntil: new Date(receivedAt.getTime() + deps.timings.leaseMs),
  };
}

interface Refusal {
  readonly refuse: number;
  readonly callId: string | null;
  readonly reason: string;
}

interface OpenedLedger {
  readonly ledger: CallLedger;
  readonly logger: Logger;
}

async function openLedger(deps: InboundDeps, incoming: IncomingCall): Promise<OpenedLedger | Refusal> {
  const { sipCallId, trunkId } = incoming;
  try {
    const plan = await deps.receiveCall(incoming, deps.waitingLine.isWaitedFor);
    deps.metrics.calls.inc({ kind: 'inbound' });
    if (plan.kind === 'refuse') return { refuse: plan.sipCode, callId: plan.callId, reason: plan.reason };
    const logger = deps.logger.child({ sipCallId, trunkId, callId: plan.callId });
    const writer = createFactWriter(logger, deps.timings);
    return { ledger: databaseLedger({ ...deps, writer }, plan, incoming.receivedAt), logger };
  } catch (error) {
    // T71: whatever keeps the database from answering, the caller still finds somebody
    const logger = deps.logger.child({ sipCallId, trunkId });
    logger.error({ error }, 'a call could not be written; serving it from memory');
    deps.metrics.calls.inc({ kind: 'offline' });
    const ledger = offlineLedger(
      {
        ...deps,
        ringDirectory: () => deps.directory.ringDirectory(),
        announce: deps.announceOfflineCall,
        onEnded: (call) => deps.offlineLog.add(call),
        lookAgainMs: deps.timings.lookAgainMs,
      },
      incoming,
    );
    return ledger ? { ledger, logger } : { refuse: 404, callId: null, reason: 'no_project' };
  }
}

async function refuse(deps: InboundDeps, invite: IncomingInvite, refusal: Refusal): Promise<void> {
  invite.reply(refusal.refuse);
  deps.logger.info({ callId: refusal.callId, reason: refusal.reason }, 'call refused');
}
