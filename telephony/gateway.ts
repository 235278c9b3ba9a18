import type { OutboundClaim } from '#domain/calls/claim-outbound.ts';
import type { OutboundPlan } from '#domain/calls/outbound-plan.ts';
import type { OfflineCall } from '#domain/calls/record-offline-call.ts';
import type { HeldCalls as LeaseRenewal } from '#domain/calls/renew-leases.ts';
import type { NextAgentWanted } from '#domain/calls/ring-next-agent.ts';
import type { AgentRing } from '#domain/calls/ring-plan.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { NewId } from '#domain/shared/ids.ts';
import type { Seals } from '#domain/shared/seals.ts';
import type { GatewayStore } from '#domain/trunks/gateway-store.ts';
import type { RingDirectoryStore } from '#domain/trunks/ring-directory.ts';
import type { TrunkStore } from '#domain/trunks/trunk-store.ts';
import type { Logger } from '#platform/logger.ts';
import type { CallFacts } from './call-facts.ts';
import { createDirectory } from './directory.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';
import { guarded } from './guard.ts';
import { createHeldCalls } from './held-calls.ts';
import { createOfflineLog } from './inbound/offline-log.ts';
import { type InboundDeps, receiveInvite } from './inbound/receive-invite.ts';
import { createWaitingLine } from './inbound/waiting-line.ts';
import { keepLeases } from './lease-keeper.ts';
import { createOriginator } from './outbound/originate.ts';
import { createNonces } from './registrar/nonces.ts';
import { receiveRegister, type RegistrarDeps } from './registrar/receive-register.ts';
import { connectSip, type SipEngineAddress } from './sip/connection.ts';
import { createRungAgents } from './rung-agents.ts';
import { createSourceLimit } from '#platform/source-limit.ts';
import type { Timings } from './timings.ts';
import { watchForCutOff } from './cut-off-watch.ts';

/** The use cases behind the gateway, bound to their stores. */
export interface GatewayUseCases
  extends CallFacts, Pick<RegistrarDeps, 'registerPhone' | 'unregisterPhone' | 'phonesOf'> {
  readonly receiveCall: InboundDeps['receiveCall'];
  readonly ringNextAgent: (input: NextAgentWanted) => Promise<AgentRing | null>;
  readonly countFree: (projectId: string, at: Date, most: number) => Promise<number>;
  readonly announceOfflineCall: InboundDeps['announceOfflineCall'];
  readonly recordOfflineCall: (call: OfflineCall) => Promise<unknown>;
  readonly renewLeases: (input: LeaseRenewal) => Promise<unknown>;
  readonly claimOutbound: (input: OutboundClaim) => Promise<OutboundPlan | null>;
  readonly listQueuedOutbound: (input: { readonly now: Date }) => Promise<readonly string[]>;
}

export interface GatewayDeps {
  readonly engine: SipEngineAddress;
  /** Unique to this start of the process: what an earlier one held is not ours. */
  readonly gatewayId: string;
  readonly useCases: GatewayUseCases;
  readonly accounts: RegistrarDeps['accounts'];
  readonly trunks: TrunkStore;
  readonly ringDirectory: RingDirectoryStore;
  readonly gateways: Pick<GatewayStore, 'endedOf' | 'cutOffOf'>;
  readonly timings: Timings;
  readonly metrics: GatewayMetrics;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly seals: Pick<Seals, 'sign'>;
  readonly logger: Logger;
}

export interface Gateway {
  isEngineUp(): boolean;
  /** Resolves once the engine was reached and trunks were read. */
  readonly ready: Promise<void>;
  /** Reads trunks, projects and phones anew. */
  refresh(): Promise<void>;
  /** Somebody may be free now for whoever waits. */
  agentsFreed(): void;
  /** For somebody whose phone rings no call may ring any more. */
  agentsCutOff(): void;
  originate(callId: string): Promise<void>;
  /** Takes nothing new, lets running calls go on for a while, ends what is left, and lets go of the engine. */
  close(): Promise<void>;
}

const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, MESSAGE, PRACK, REGISTER';

/** Owns every SIP dialog. */
export function startGateway(deps: GatewayDeps): Gateway {
  const { useCases, timings, metrics, logger, clock } = deps;
  let isDraining = false;
  const heldCalls = createHeldCalls((count) => metrics.activeCalls.set(count));
  const rungAgents = createRungAgents();
  const offlineLog = createOfflineLog(useCases.recordOfflineCall, logger);
  const directory = createDirectory({
    ...deps,
    everyMs: timings.refreshDirectoryEveryMs,
    onRead: () => void offlineLog.flush(),
  });
  const waitingLine = createWaitingLine({
    ringNextAgent: (callId) => useCases.ringNextAgent({ callId, at: clock.now() }),
    countFree: (projectId, most) => useCases.countFree(projectId, clock.now(), most),
    logger,
    lookAgainMs: timings.lookAgainMs,
  });
  let onFirstUp: () => void = () => undefined;
  const firstUp = new Promise<void>((resolve) => (onFirstUp = resolve));

  const sip = connectSip(deps.engine, {
    onInvite: guarded(
      logger,
      'INVITE',
      (invite) => receiveInvite(inbound, invite),
      (invite) => invite.reply(500),
    ),
    onRegister: guarded(
      logger,
      'REGISTER',
      (request) => register(request),
      (request) => request.reply(503, { headers: { 'Retry-After': '10' } }),
    ),
    onOptions: (request) =>
      request.reply(isDraining ? 503 : 200, { headers: { Allow: ALLOW, Accept: 'application/sdp' } }),
    onUp: (listeningOn) => {
      logger.info({ listeningOn }, 'the sip engine is in reach');
      metrics.engineUp.set(1);
      for (const call of heldCalls.all()) call.onLinkUp();
      onFirstUp();
    },
    onDown: () => {
      logger.warn({ calls: heldCalls.all().length }, 'the sip engine is out of reach');
      metrics.engineUp.set(0);
      for (const call of heldCalls.all()) call.onLinkDown();
    },
    onProblem: (error) => logger.debug({ error }, 'the link to the sip engine has a problem'),
  });
  const shared = {
    sip,
    heldCalls,
    busyAgents: new Set<string>(),
    rungAgents,
    directory,
    timings,
    metrics,
    clock,
    facts: useCases,
    gatewayId: deps.gatewayId,
    isDraining: () => isDraining,
  };
  const inbound: InboundDeps = {
    ...shared,
    receiveCall: useCases.receiveCall,
    waitingLine,
    announceOfflineCall: useCases.announceOfflineCall,
    offlineLog,
    newId: deps.newId,
    logger,
  };
  const register = receiveRegister({
    ...useCases,
    accounts: deps.accounts,
    nonces: createNonces(deps.seals),
    requestLimit: createSourceLimit({ burst: 500, perSecond: 100 }),
    failureLimit: createSourceLimit({ burst: 20, perSecond: 0.5 }),
    clock,
    logger,
  });
  const originator = createOriginator({ ...shared, ...useCases, logger });
  const sweeping = setInterval(() => void originator.sweep(), timings.sweepOutboundEveryMs);
  const stopLeases = keepLeases({
    ...shared,
    renewLeases: useCases.renewLeases,
    endedOf: deps.gateways.endedOf,
    logger,
    everyMs: timings.renewLeaseEveryMs,
    leaseMs: timings.leaseMs,
  });
  const cutOffWatch = watchForCutOff({
    ...shared,
    cutOffOf: deps.gateways.cutOffOf,
    logger,
    everyMs: timings.renewLeaseEveryMs,
  });

  return {
    isEngineUp: () => sip.isUp(),
    ready: Promise.all([firstUp, directory.refresh()]).then(() => undefined),
    refresh: () => directory.refresh(),
    agentsFreed: () => waitingLine.lookAgain(),
    agentsCutOff: () => void cutOffWatch.look(),
    originate: (callId) => originator.originate(callId),
    close: async () => {
      isDraining = true;
      clearInterval(sweeping);
      if (!(await heldCalls.drained(timings.drainMs))) {
        logger.warn({ calls: heldCalls.all().length }, 'ending calls that still run');
        for (const call of heldCalls.all()) call.hangUp('gateway_closing');
        await heldCalls.drained(LAST_WORDS_MS);
      }
      stopLeases();
      cutOffWatch.stop();
      waitingLine.stop();
      directory.stop();
      sip.close();
    },
  };
}

/** For BYEs to be answered and the ends of calls to be written. */
const LAST_WORDS_MS = 3_000;
