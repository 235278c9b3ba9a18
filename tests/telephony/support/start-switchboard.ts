import pg from 'pg';
import { APPLICATION_ROLE, workAs } from '#data/application-role.ts';
import { createPool } from '#data/pool.ts';
import { createDatabase } from '#data/pg-database.ts';
import { pgGatewayStore } from '#data/pg-gateway-store.ts';
import { pgRingDirectoryStore } from '#data/pg-ring-directory-store.ts';
import { pgSipAccountStore } from '#data/pg-sip-account-store.ts';
import { pgTrunkStore } from '#data/pg-trunk-store.ts';
import type { CallDeps } from '#domain/calls/call-deps.ts';
import { queueOutbound } from '#domain/calls/queue-outbound.ts';
import type { E164 } from '#domain/callers/phone-number.ts';
import { systemClock } from '#domain/shared/clock.ts';
import { newUuid } from '#platform/new-uuid.ts';
import type { Publisher } from '#domain/shared/publisher.ts';
import { createLogger } from '#platform/logger.ts';
import { createMetrics } from '#platform/metrics.ts';
import { createSeals } from '#platform/seals.ts';
import { bindUseCases } from '../../../telephony/bind-use-cases.ts';
import { type Engine, startEngine } from '../../../telephony/engine/start-engine.ts';
import { type Gateway, startGateway } from '../../../telephony/gateway.ts';
import { createGatewayMetrics } from '../../../telephony/gateway-metrics.ts';
import { type Timings, TIMINGS } from '../../../telephony/timings.ts';
import { freePort } from '../../../deploy/local/ports.ts';
import { Company, type Team, type TestUser } from '../../support/product/company.ts';
import { SECRET_KEY } from '../../support/secret-key.ts';
import { createTestDatabase } from '../../support/services.ts';
import type { OutgoingCall } from '../../support/sip/outgoing-call.ts';
import { Telephone } from '../../support/sip/telephone.ts';
import { CallLog } from './call-log.ts';
import { reportsFail } from '../../support/reports-fail.ts';

/** Everything that takes seconds in an office takes tenths of one here. */
const HASTY: Timings = {
  ...TIMINGS,
  bridge: { everyMs: 250, answerWithinMs: 250, againMs: 100, misses: 2, longestCallMs: 60_000 },
  silenceMs: 600,
  lookAgainMs: 50,
  leaseMs: 2_000,
  renewLeaseEveryMs: 200,
  sweepOutboundEveryMs: 100,
  refreshDirectoryEveryMs: 200,
  engineGraceMs: 2_000,
  drainMs: 100,
  writeAgainMs: 50,
};
const ENGINE_T1_MS = 50;
const SECRET = 'switchboard';

export interface SwitchboardOptions {
  readonly timings?: Partial<Timings>;
  /** Before the gateway reads anything. */
  readonly prepare?: (database: pg.Pool) => Promise<unknown>;
  /** Where the database is reached; a test may stand in between. */
  readonly databaseUrl?: (url: string) => Promise<string> | string;
}

/** A gateway with its engine, database, company, and somebody at the other end of the trunk. */
export interface Switchboard {
  readonly sip: { readonly host: string; readonly port: number };
  readonly company: Company;
  readonly trunkPeer: Telephone;
  readonly database: pg.Pool;
  readonly log: CallLog;
  readonly gateway: Gateway;
  readonly gatewayId: string;
  /** Beside the first, on the same engine and database; the test closes it. */
  startAnotherGateway(): Gateway;
  /** What the desks were told. */
  readonly published: readonly {
    readonly userId: string;
    readonly event: string;
    readonly payload: unknown;
  }[];
  readonly deps: CallDeps;
  /** A registered phone of an agent who is then available. */
  phoneOf(agent: TestUser): Promise<Telephone>;
  /** An agent who is available, and whose phone is whatever listens at that port. */
  reachAt(agent: TestUser, port: number): Promise<void>;
  /** Somebody calls the team over the trunk. */
  callTo(
    team: Team,
    options?: { from?: string; displayName?: string; headers?: [string, string][]; leavesOffer?: boolean },
  ): OutgoingCall;
  /** Queues a call of the team's agent to the number, whose id it answers; nobody tells the gateway: its own sweep finds it. */
  queueCall(team: Team, number: E164, notAfter?: Date | null): Promise<string>;
  engine(): Engine | null;
  stopEngine(): void;
  startEngine(): Promise<void>;
  close(): Promise<void>;
}

export async function startSwitchboard(options: SwitchboardOptions = {}): Promise<Switchboard> {
  const testDatabase = await createTestDatabase();
  const database = new pg.Pool({ connectionString: testDatabase.url, max: 4 });
  database.on('error', () => undefined);
  const trunkPeer = await Telephone.open();
  const company = await Company.found(database, { trunkPort: trunkPeer.port });
  await options.prepare?.(database);
  const phones: Telephone[] = [];
  const published: { userId: string; event: string; payload: unknown }[] = [];

  const real = realEngine();
  const ports = { control: await freePort(), sip: await freePort() };
  let engine: Engine | null = null;
  const startOwnEngine = async (): Promise<void> => {
    if (real) return;
    engine = await startEngine({
      sipPort: ports.sip,
      controlPort: ports.control,
      wsPort: 'off',
      secret: SECRET,
      t1Ms: ENGINE_T1_MS,
    });
  };
  await startOwnEngine();
  const control = real?.control ?? { host: '127.0.0.1', port: ports.control, secret: SECRET };
  const sip = real?.sip ?? { host: '127.0.0.1', port: ports.sip };

  const logger = createLogger({
    logLevel: process.env['LOG_LEVEL'] === 'debug' ? 'debug' : 'fatal',
    instanceId: 'test',
  });
  const pool = createPool(
    (await options.databaseUrl?.(testDatabase.url)) ?? testDatabase.url,
    () => undefined,
    'generic',
  );
  workAs(pool, APPLICATION_ROLE, () => undefined);
  const publisher: Publisher = {
    toUser: (userId, event, payload) => void published.push({ userId, event, payload }),
    toContactWatchers: () => undefined,
    agentsFreed: () => gateway.agentsFreed(),
    agentsCutOff: () => gateway.agentsCutOff(),
  };
  const deps: CallDeps = {
    database: createDatabase(pool),
    publisher,
    clock: systemClock,
    newId: newUuid,
    report: reportsFail,
    hints: { lookLater: () => undefined, callQueued: () => undefined },
  };
  const gatewayDeps = {
    engine: control,
    useCases: bindUseCases(deps),
    accounts: pgSipAccountStore(pool),
    trunks: pgTrunkStore(pool),
    ringDirectory: pgRingDirectoryStore(pool),
    gateways: pgGatewayStore(pool),
    timings: { ...HASTY, ...options.timings },
    clock: systemClock,
    newId: newUuid,
    seals: createSeals(SECRET_KEY),
    logger,
  };
  const start = (gatewayId: string): Gateway =>
    startGateway({ ...gatewayDeps, gatewayId, metrics: createGatewayMetrics(createMetrics('test')) });
  const gatewayId = `test.${newUuid()}`;
  const gateway = start(gatewayId);
  await gateway.ready;

  const makeAvailable = (userId: string) =>
    database.query(`UPDATE agent_states SET status = 'available', since = now() WHERE user_id = $1`, [
      userId,
    ]);

  return {
    sip,
    company,
    trunkPeer,
    database,
    log: new CallLog(database),
    gateway,
    gatewayId,
    startAnotherGateway: () => start(`test.${newUuid()}`),
    published,
    deps,
    phoneOf: async (agent) => {
      const phone = await Telephone.open();
      phones.push(phone);
      await phone.register(sip, agent);
      await makeAvailable(agent.id);
      return phone;
    },
    reachAt: async (agent, port) => {
      const uri = `sip:${agent.login}@127.0.0.1:${port}`;
      await database.query(
        `INSERT INTO registrations (id, user_id, contact_uri, route_uri, transport, sip_call_id, cseq, registered_at,
           expires_at) VALUES (gen_random_uuid(), $1, $2, $2, 'udp', $2, 1, now(), now() + interval '1 hour')`,
        [agent.id, uri],
      );
      await makeAvailable(agent.id);
    },
    callTo: (team, { from = company.unusedNumber(), ...rest } = {}) =>
      trunkPeer.call({ ...sip, from, to: team.dialled, ...rest }),
    queueCall: async (team, number, notAfter = null) => {
      const callId = newUuid();
      await deps.database.transaction((stores) =>
        queueOutbound(deps)(stores, {
          callId,
          projectId: team.projectId,
          userId: team.agents[0].id,
          contactId: null,
          meetingId: null,
          number,
          extension: null,
          numberReceived: number,
          displayName: 'Anna Nowak',
          at: new Date(),
          notAfter,
        }),
      );
      return callId;
    },
    engine: () => engine,
    stopEngine: () => engine?.close(),
    startEngine: startOwnEngine,
    close: async () => {
      await gateway.close();
      engine?.close();
      for (const phone of [...phones, trunkPeer]) phone.unplug();
      await pool.end();
      await database.end();
      await testDatabase.close();
    },
  };
}

/** A real server, which all switchboards of a run share: it gives each of two gateways every other request. */
export const isRealServer = (process.env['DRACHTIO_URL'] ?? '') !== '';

/** With DRACHTIO_URL=tcp://:secret@host:port and DRACHTIO_SIP=host:port the same runs on a real drachtio-server. */
function realEngine(): {
  control: { host: string; port: number; secret: string };
  sip: Switchboard['sip'];
} | null {
  const text = process.env['DRACHTIO_URL'];
  if (!text) return null;
  const url = new URL(text);
  const [host = '127.0.0.1', port = '5060'] = (process.env['DRACHTIO_SIP'] ?? '').split(':');
  return {
    control: { host: url.hostname, port: Number(url.port), secret: decodeURIComponent(url.password) },
    sip: { host, port: Number(port) },
  };
}
