import { hostname } from 'node:os';
import { resolve } from 'node:path';

/** What every process is told. */
export interface SharedConfig {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** What this installation seals and signs with (see seals.ts); the same in all its processes. */
  readonly secretKey: string;
  /** Where browsers find us; decides Secure cookies, the accepted Origin and where links in mails lead. */
  readonly publicUrl: URL;
  readonly mail: MailConfig;
  readonly logLevel: LogLevel;
  /** Who this process is among its like: lease holder, log field, metric label. */
  readonly instanceId: string;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
}

export interface MailConfig {
  /** Null: no mail server is set. */
  readonly smtpUrl: string | null;
  readonly from: string;
  /** Mails are kept by the embedded stand-in instead: without a mail server, and never in production (D24). */
  readonly isCaught: boolean;
}

/** Where else people may sign in. */
export interface OpenIdConfig {
  readonly issuer: URL;
  readonly clientId: string;
  /** Null: the provider asks none of us. */
  readonly clientSecret: string | null;
  /** As people call it. */
  readonly name: string;
}

export interface ServerConfig extends SharedConfig {
  readonly http: Listening;
  /** For operators alone: figures are not shown on the port that is open to everybody. */
  readonly health: Listening;
  /** Where phones register; told to the people who set theirs up. */
  readonly sip: Listening;
  /** Addresses or CIDR ranges whose X-Forwarded-* headers are believed; empty believes nobody. */
  readonly trustedProxies: readonly string[];
  /** The built web application; null serves the API alone. */
  readonly webDist: string | null;
  /** Null: people sign in here alone. */
  readonly openId: OpenIdConfig | null;
}

export interface TelephonyConfig extends SharedConfig {
  readonly drachtio: Listening & { readonly secret: string };
  /** Where phones and trunks reach us. */
  readonly sip: Listening & { readonly wsPort: number };
  readonly health: Listening;
}

export interface WorkerConfig extends SharedConfig {
  readonly health: Listening;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** 128 bits in hexadecimal. */
const MIN_SECRET_LENGTH = 32;

type Environment = Readonly<Record<string, string | undefined>>;

export function readServerConfig(env: Environment): ServerConfig {
  return read(env, (reader) => {
    const dist = reader.text('WEB_DIST', '');
    return {
      ...sharedConfig(reader, 'server'),
      http: httpConfig(reader),
      health: healthConfig(reader, 3003),
      sip: sipConfig(reader),
      trustedProxies: reader.list('TRUSTED_PROXIES'),
      webDist: dist === '' ? null : resolve(dist),
      openId: openIdConfig(reader),
    };
  });
}

export function readTelephonyConfig(env: Environment): TelephonyConfig {
  return read(env, (reader) => {
    const drachtio = reader.url('DRACHTIO_URL', ['tcp:']);
    return {
      ...sharedConfig(reader, 'telephony'),
      drachtio: {
        host: drachtio.hostname,
        port: Number(drachtio.port || 9022),
        secret: decodeURIComponent(drachtio.password),
      },
      sip: { ...sipConfig(reader), wsPort: reader.port('SIP_WS_PORT', 5066) },
      health: healthConfig(reader, 3001),
    };
  });
}

export function readWorkerConfig(env: Environment): WorkerConfig {
  return read(env, (reader) => ({ ...sharedConfig(reader, 'worker'), health: healthConfig(reader, 3002) }));
}

function sharedConfig(reader: Reader, role: string): SharedConfig {
  return {
    databaseUrl: reader.url('DATABASE_URL', ['postgresql:', 'postgres:']).href,
    redisUrl: reader.url('REDIS_URL', ['redis:', 'rediss:']).href,
    secretKey: reader.secret('SECRET_KEY'),
    publicUrl: publicUrl(reader),
    mail: mailConfig(reader),
    logLevel: reader.oneOf('LOG_LEVEL', logLevels, 'info'),
    instanceId: reader.text('INSTANCE_ID', `${role}-${hostname()}-${process.pid}`),
  };
}

function httpConfig(reader: Reader): Listening {
  return { host: reader.text('HTTP_HOST', '127.0.0.1'), port: reader.port('HTTP_PORT', 3000) };
}

function publicUrl(reader: Reader): URL {
  const { host, port } = httpConfig(reader);
  return reader.url('PUBLIC_URL', ['http:', 'https:'], `http://${inUrl(host)}:${port}`);
}

function mailConfig(reader: Reader): MailConfig {
  const isGiven = reader.text('SMTP_URL', '') !== '';
  return {
    smtpUrl: isGiven ? reader.url('SMTP_URL', ['smtp:', 'smtps:']).href : null,
    from: reader.text('MAIL_FROM', 'Ringdesk <ringdesk@localhost>'),
    isCaught: !isGiven && reader.text('NODE_ENV', '') !== 'production',
  };
}

function openIdConfig(reader: Reader): OpenIdConfig | null {
  if (reader.text('OIDC_ISSUER', '') === '') return null;
  const issuer = reader.url('OIDC_ISSUER', ['https:', 'http:']);
  if (issuer.protocol === 'http:' && !isThisMachine(issuer.hostname)) {
    reader.complain('OIDC_ISSUER is not an address that begins with https://');
  }
  return {
    issuer,
    clientId: reader.needed('OIDC_CLIENT_ID'),
    clientSecret: reader.text('OIDC_CLIENT_SECRET', '') || null,
    name: reader.text('OIDC_NAME', issuer.hostname),
  };
}

const isThisMachine = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);

function sipConfig(reader: Reader): Listening {
  return { host: reader.text('SIP_HOST', '127.0.0.1'), port: reader.port('SIP_PORT', 5060) };
}

function healthConfig(reader: Reader, port: number): Listening {
  return { host: reader.text('HEALTH_HOST', '127.0.0.1'), port: reader.port('HEALTH_PORT', port) };
}

const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

type Reader = ReturnType<typeof readerOf>;

/** Throws one error naming every variable that is wrong, never with its value: values are secrets. */
function read<T extends object>(env: Environment, build: (reader: Reader) => T): Readonly<T> {
  const problems: string[] = [];
  const config = build(readerOf(env, problems));
  if (problems.length > 0) throw new Error(`The environment is not complete: ${problems.join('; ')}.`);
  return Object.freeze(config);
}

function readerOf(env: Environment, problems: string[]) {
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  return {
    text: (name: string, otherwise: string): string => given(name) ?? otherwise,
    complain: (problem: string): void => void problems.push(problem),
    needed(name: string): string {
      const text = given(name);
      if (text === undefined) problems.push(`${name} is missing`);
      return text ?? '';
    },
    list: (name: string): string[] => (given(name) ?? '').split(',').flatMap((part) => part.trim() || []),
    secret(name: string): string {
      const text = given(name) ?? '';
      if (text === '') problems.push(`${name} is missing`);
      else if (text.length < MIN_SECRET_LENGTH) {
        problems.push(`${name} is shorter than ${MIN_SECRET_LENGTH} characters`);
      }
      return text;
    },
    port(name: string, otherwise: number): number {
      const text = given(name);
      const port = text === undefined ? otherwise : Number(text);
      if (!Number.isInteger(port) || port < 0 || port > 65535) problems.push(`${name} is not a port number`);
      return port;
    },
    oneOf<T extends string>(name: string, values: readonly T[], otherwise: T): T {
      const text = given(name) ?? otherwise;
      const value = values.find((known) => known === text);
      if (value === undefined) problems.push(`${name} is none of ${values.join(', ')}`);
      return value ?? otherwise;
    },
    url(name: string, protocols: readonly string[], otherwise?: string): URL {
      const text = given(name) ?? otherwise;
      const url = text === undefined ? null : URL.parse(text);
      if (text === undefined) problems.push(`${name} is missing`);
      else if (!url || !protocols.includes(url.protocol)) {
        problems.push(`${name} is not an address that begins with ${protocols.join('// or ')}//`);
      }
      return url ?? new URL('tcp://unset');
    },
  };
}
