import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Settings } from './settings.ts';
import type { ProcessSpec } from './supervise.ts';

export interface ApplicationProcess {
  readonly spec: ProcessSpec;
  /** Later waves end first. */
  readonly wave: number;
  /** Answers 200 when the process is ready; the engine has none and is ready when the gateway is. */
  readonly readyUrl: string | null;
}

/**
 * Node keeps what has come up since its last look at the young in a space of its own, and carries what it finds alive
 * there twice to the old, whose collection takes both processors of a small machine. A busy gateway's calls are over before
 * the second look where the space is this large, in megabytes; it grows only as far as it is used.
 */
const ROOM_FOR_THE_YOUNG = '--max-semi-space-size=32';

/**
 * Threads of its own in which a process collects and compiles, four if nothing is said. On a small machine those of one
 * process keep all the others from their calls: of two processors the gateway's took a fifth during the slowest cards.
 */
const HELPERS = `--v8-pool-size=${Math.min(4, Math.max(1, Math.floor(availableParallelism() / 4)))}`;

/** How Node runs each of the project's own processes. */
export const NODE_FLAGS = ['--disable-warning=ExperimentalWarning', ROOM_FOR_THE_YOUNG, HELPERS] as const;

/** The project's own processes with everything they are told through their environment. */
export function applicationProcesses(
  settings: Settings,
  services: { readonly databaseUrl: string; readonly redisUrl: string; readonly secretKey: string },
  inherited: NodeJS.ProcessEnv,
): ApplicationProcess[] {
  const secret = randomBytes(18).toString('hex');
  const shared: NodeJS.ProcessEnv = {
    ...inherited,
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    SECRET_KEY: inherited['SECRET_KEY'] || services.secretKey,
    DRACHTIO_URL: settings.drachtioUrl ?? `tcp://:${secret}@127.0.0.1:${settings.controlPort}`,
    HTTP_HOST: settings.httpHost,
    HTTP_PORT: `${settings.httpPort}`,
    SIP_HOST: settings.sipHost,
    SIP_PORT: `${settings.sipPort}`,
    SIP_WS_PORT: `${settings.sipWsPort}`,
    PUBLIC_URL: inherited['PUBLIC_URL'] || webAddress(settings),
    WEB_DIST: inherited['WEB_DIST'] || resolve('web/dist'),
  };
  const own = (name: string, script: string, extra: NodeJS.ProcessEnv = {}): ProcessSpec => ({
    name,
    command: process.execPath,
    args: [...NODE_FLAGS, script],
    env: { ...shared, INSTANCE_ID: `${name}-1`, ...extra },
  });
  const ready = (host: string, port: number): string => `http://${reachable(host)}:${port}/readyz`;
  const engine: ApplicationProcess = {
    spec: own('engine', 'telephony/engine/main.ts', {
      ENGINE_CONTROL_HOST: '127.0.0.1',
      ENGINE_CONTROL_PORT: `${settings.controlPort}`,
      ENGINE_SECRET: secret,
      ENGINE_SIP_HOST: settings.sipHost,
      ENGINE_SIP_PORT: `${settings.sipPort}`,
      ENGINE_WS_PORT: `${settings.sipWsPort}`,
      ENGINE_WS_ORIGINS: [shared['PUBLIC_URL'], ...settings.sipWsOrigins].join(','),
    }),
    wave: 1,
    readyUrl: null,
  };
  return [
    ...(settings.drachtioUrl ? [] : [engine]),
    {
      spec: own('server', 'server/main.ts', { HEALTH_PORT: `${settings.serverHealthPort}` }),
      wave: 2,
      readyUrl: ready(settings.httpHost, settings.httpPort),
    },
    {
      spec: own('telephony', 'telephony/main.ts', { HEALTH_PORT: `${settings.telephonyHealthPort}` }),
      wave: 2,
      readyUrl: ready('127.0.0.1', settings.telephonyHealthPort),
    },
    {
      spec: own('worker', 'worker/main.ts', { HEALTH_PORT: `${settings.workerHealthPort}` }),
      wave: 2,
      readyUrl: ready('127.0.0.1', settings.workerHealthPort),
    },
  ];
}

export function webAddress({ httpHost, httpPort }: Settings): string {
  return `http://${reachable(httpHost)}:${httpPort}`;
}

/** An address that means 'all of this machine's' can be listened on, not connected to. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
