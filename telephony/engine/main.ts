import { pino } from 'pino';
import { DEFAULT_OPTIONS, type EngineOptions } from './options.ts';
import { startEngine, type Engine } from './start-engine.ts';
import { PortInUse } from './transport-layer.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

async function main(): Promise<void> {
  const log = pino({ name: 'engine', level: process.env['ENGINE_LOG_LEVEL'] ?? 'info' });
  const running: { engine?: Engine } = {};
  const stop = (): void => {
    running.engine?.close();
    process.exit(0);
  };
  // Before the start: whoever reads 'engine ready' may send a signal at once.
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGUSR2', () => log.info(running.engine?.stats() ?? {}, 'engine stats'));
  running.engine = await startEngine({ ...optionsFrom(process.env), log });
}

/** The environment is read here and nowhere else in this folder. All problems are told together. */
function optionsFrom(environment: NodeJS.ProcessEnv): EngineOptions {
  const problems: string[] = [];
  const text = (name: string, fallback: string): string => environment[name]?.trim() || fallback;
  const port = (name: string, fallback: number): number => {
    const value = environment[name]?.trim();
    if (value === undefined || value === '') return fallback;
    const number = Number(value);
    if (Number.isInteger(number) && number >= 0 && number <= 65535) return number;
    problems.push(`${name} is not a port`);
    return fallback;
  };
  const count = (name: string, fallback: number): number => {
    const value = environment[name]?.trim();
    if (value === undefined || value === '') return fallback;
    const number = Number(value);
    if (Number.isInteger(number) && number > 0) return number;
    problems.push(`${name} is not a number above 0`);
    return fallback;
  };
  const origins = (name: string): string[] =>
    text(name, '')
      .split(',')
      .flatMap((part) => {
        const page = part.trim();
        if (page === '') return [];
        if (URL.canParse(page)) return [new URL(page).origin];
        problems.push(`${name} is not a list of addresses of pages`);
        return [];
      });
  const controlHost = text('ENGINE_CONTROL_HOST', DEFAULT_OPTIONS.controlHost);
  const secret = environment['ENGINE_SECRET'] ?? '';
  if (secret === '' && !LOOPBACK.has(controlHost))
    problems.push('ENGINE_SECRET must be set when ENGINE_CONTROL_HOST is not loopback');
  const isWsOff = environment['ENGINE_WS_PORT']?.trim() === 'off';
  const options: EngineOptions = {
    ...DEFAULT_OPTIONS,
    controlHost,
    controlPort: port('ENGINE_CONTROL_PORT', DEFAULT_OPTIONS.controlPort),
    secret: secret === '' ? DEFAULT_OPTIONS.secret : secret,
    sipHost: text('ENGINE_SIP_HOST', DEFAULT_OPTIONS.sipHost),
    sipPort: port('ENGINE_SIP_PORT', DEFAULT_OPTIONS.sipPort),
    wsPort: isWsOff ? 'off' : port('ENGINE_WS_PORT', DEFAULT_OPTIONS.wsPort as number),
    wsOrigins: origins('ENGINE_WS_ORIGINS'),
    externalAddress: environment['ENGINE_EXTERNAL_ADDRESS']?.trim() || undefined,
    maxTransactions: count('ENGINE_MAX_TRANSACTIONS', DEFAULT_OPTIONS.maxTransactions),
  };
  if (problems.length > 0) throw new ConfigurationError(problems.join('; '));
  return options;
}

class ConfigurationError extends Error {}

main().catch((error: unknown) => {
  const isExpected = error instanceof PortInUse || error instanceof ConfigurationError;
  const told = isExpected
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`engine: ${told}\n`);
  process.exit(1);
});
