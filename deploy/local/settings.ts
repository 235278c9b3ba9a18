import type { NeededPort } from './ports.ts';

/** What `npm start` itself reads from the environment; everything else goes to the processes untouched. */
export interface Settings {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly drachtioUrl: string | undefined;
  readonly httpHost: string;
  readonly httpPort: number;
  readonly sipHost: string;
  readonly sipPort: number;
  readonly sipWsPort: number;
  /** Pages besides our own that may speak SIP over WebSocket. */
  readonly sipWsOrigins: readonly string[];
  readonly controlPort: number;
  readonly serverHealthPort: number;
  readonly telephonyHealthPort: number;
  readonly workerHealthPort: number;
}

/** Reads them all; throws one error that names every variable that is wrong. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const wrong: string[] = [];
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const port = (name: string, otherwise: number): number => {
    const given = text(name);
    const number = given === undefined ? otherwise : Number(given);
    if (!Number.isInteger(number) || number < 1 || number > 65535) wrong.push(`${name} is not a port number`);
    return number;
  };
  const settings: Settings = {
    databaseUrl: text('DATABASE_URL'),
    redisUrl: text('REDIS_URL'),
    drachtioUrl: text('DRACHTIO_URL'),
    httpHost: text('HTTP_HOST') ?? '127.0.0.1',
    httpPort: port('HTTP_PORT', 3000),
    sipHost: text('SIP_HOST') ?? '127.0.0.1',
    sipPort: port('SIP_PORT', 5060),
    sipWsPort: port('SIP_WS_PORT', 5066),
    sipWsOrigins: (text('SIP_WS_ORIGINS') ?? '').split(',').flatMap((part) => part.trim() || []),
    controlPort: port('ENGINE_CONTROL_PORT', 9022),
    serverHealthPort: port('SERVER_HEALTH_PORT', 3003),
    telephonyHealthPort: port('TELEPHONY_HEALTH_PORT', 3001),
    workerHealthPort: port('WORKER_HEALTH_PORT', 3002),
  };
  if (wrong.length > 0) throw new Error(`${wrong.join('; ')}.`);
  return settings;
}

/** The ports that must be free before anything starts. */
export function neededPorts(settings: Settings): NeededPort[] {
  const tcp = ['tcp'] as const;
  const health = '127.0.0.1';
  const always: NeededPort[] = [
    {
      what: 'the web',
      variable: 'HTTP_PORT',
      host: settings.httpHost,
      port: settings.httpPort,
      protocols: tcp,
    },
    {
      what: "the server's health",
      variable: 'SERVER_HEALTH_PORT',
      host: health,
      port: settings.serverHealthPort,
      protocols: tcp,
    },
    {
      what: "the gateway's health",
      variable: 'TELEPHONY_HEALTH_PORT',
      host: health,
      port: settings.telephonyHealthPort,
      protocols: tcp,
    },
    {
      what: "the worker's health",
      variable: 'WORKER_HEALTH_PORT',
      host: health,
      port: settings.workerHealthPort,
      protocols: tcp,
    },
  ];
  if (settings.drachtioUrl) return always;
  const { sipHost: host } = settings;
  return [
    ...always,
    { what: 'SIP', variable: 'SIP_PORT', host, port: settings.sipPort, protocols: ['udp', 'tcp'] },
    { what: 'SIP over WebSocket', variable: 'SIP_WS_PORT', host, port: settings.sipWsPort, protocols: tcp },
    {
      what: "the SIP engine's control",
      variable: 'ENGINE_CONTROL_PORT',
      host: health,
      port: settings.controlPort,
      protocols: tcp,
    },
  ];
}
