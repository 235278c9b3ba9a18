import { randomUUID } from 'node:crypto';
import { pgGatewayStore } from '#data/pg-gateway-store.ts';
import { pgRingDirectoryStore } from '#data/pg-ring-directory-store.ts';
import { pgSipAccountStore } from '#data/pg-sip-account-store.ts';
import { pgTrunkStore } from '#data/pg-trunk-store.ts';
import { warmCalls } from '#data/warm-calls.ts';
import { closeOrphanedCalls } from '#domain/calls/close-orphaned-calls.ts';
import { PULSE_EVERY_MS } from '#domain/wallboard/telephony-pulse.ts';
import { consumeJobs } from '#jobs/consumer.ts';
import { readTelephonyConfig } from '#platform/config.ts';
import { startHealthServer } from '#platform/health-server.ts';
import { connectRedis } from '#platform/redis.ts';
import { endOnSignals } from '#platform/shutdown.ts';
import { CUT_OFF_AGENTS_CHANNEL, FREED_AGENTS_CHANNEL } from '#realtime/rooms.ts';
import { composeBase } from '#server/compose-base.ts';
import { bindUseCases } from './bind-use-cases.ts';
import { startGateway } from './gateway.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import { TIMINGS } from './timings.ts';

/** Longer than the drain, so that calls are ended and not cut off. */
const END_WITHIN_MS = TIMINGS.drainMs + 10_000;

const config = readTelephonyConfig(process.env);
const app = await composeBase(config, { plans: 'by_key', followsHeardRooms: true });
const { logger, shutdown, pool, clock, newId, seals } = app;
endOnSignals(shutdown, logger, END_WITHIN_MS);
shutdown.onClose('warm connections', await warmCalls(pool));

const gatewayId = `${config.instanceId}.${randomUUID().slice(0, 8)}`;

// T72: what an earlier start of this gateway held ended with it; should this fail, leases run out by themselves
const gateways = pgGatewayStore(pool);
gateways
  .endFormerLeases(config.instanceId, gatewayId, clock.now())
  .then(() => closeOrphanedCalls(app)({ now: clock.now() }))
  .then(
    (calls) => logger.info({ calls }, 'calls of an earlier start are closed'),
    (error: unknown) => logger.warn({ error }, 'calls of an earlier start are left to the sweep'),
  );

const gateway = startGateway({
  engine: config.drachtio,
  gatewayId,
  useCases: bindUseCases(app),
  accounts: pgSipAccountStore(pool),
  trunks: pgTrunkStore(pool),
  ringDirectory: pgRingDirectoryStore(pool),
  gateways,
  timings: TIMINGS,
  metrics: createGatewayMetrics(app.metrics),
  clock,
  newId,
  seals,
  logger,
});
shutdown.onClose('gateway', () => gateway.close());

const pulse = setInterval(() => {
  // while Redis is away the wallboard says the gateway is, too
  app.pulse.beat(gatewayId, gateway.isEngineUp()).catch(() => undefined);
}, PULSE_EVERY_MS);
shutdown.onClose('pulse', () => clearInterval(pulse));

const hints = connectRedis(config.redisUrl, 'subscriber', logger);
hints.on('message', (channel) => {
  if (channel === FREED_AGENTS_CHANNEL) gateway.agentsFreed();
  else gateway.agentsCutOff();
});
hints
  .subscribe(FREED_AGENTS_CHANNEL, CUT_OFF_AGENTS_CHANNEL)
  .catch((error: unknown) => logger.warn({ error }, 'no hints of agents freed or cut off'));
shutdown.onClose('hints of agents', () => hints.disconnect());

const jobs = consumeJobs(
  'telephony',
  [{ job: 'originate', handle: ({ callId }: { readonly callId: string }) => gateway.originate(callId) }],
  { redisUrl: config.redisUrl, logger, concurrency: 20 },
);
shutdown.onClose('jobs', () => jobs.close());

const engine = async (): Promise<void> => {
  if (!gateway.isEngineUp()) throw new Error('the sip engine is out of reach');
};
const health = await startHealthServer(config.health, { ...app.readiness, engine }, app.metrics);
shutdown.onClose('health', () => health.close());
logger.info({ gatewayId, healthPort: health.port }, 'telephony gateway started');
