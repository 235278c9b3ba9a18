import { type Logger, pino } from 'pino';
import type { SharedConfig } from './config.ts';

export type { Logger } from 'pino';

/**
 * JSON lines on standard output. Callers log ids, never numbers, names or texts; the paths below are the second
 * line of defence for objects that libraries hand over whole.
 */
export function createLogger(config: Pick<SharedConfig, 'logLevel' | 'instanceId'>): Logger {
  return pino({
    level: config.logLevel,
    base: { instance: config.instanceId },
    redact: {
      paths: ['req.headers', 'res.headers', 'headers', 'password', '*.password', 'cookie', 'body', '*.body'],
      remove: true,
    },
    serializers: { err: describeError, error: describeError },
  });
}

/** Database drivers hang rows and parameters on their errors; only what locates the fault goes to the log. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: error.stack,
  };
}
