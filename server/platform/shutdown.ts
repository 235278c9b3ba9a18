import type { Logger } from './logger.ts';

/** Parts close in the reverse order of their opening. */
export interface Shutdown {
  onClose(name: string, close: () => Promise<unknown> | void): void;
  /** Closes all parts once, however often it is called; a part that fails does not keep the others open. */
  close(): Promise<void>;
}

export function createShutdown(logger: Logger): Shutdown {
  const parts: { name: string; close: () => Promise<unknown> | void }[] = [];
  let closing: Promise<void> | undefined;
  const closeAll = async () => {
    for (const part of parts.reverse()) {
      try {
        await part.close();
      } catch (error) {
        logger.warn({ part: part.name, error }, 'a part did not close cleanly');
      }
    }
  };
  return {
    onClose: (name, close) => void parts.push({ name, close }),
    close: () => (closing ??= closeAll()),
  };
}

/**
 * SIGTERM and SIGINT drain and end the process; past `graceMs` it ends anyway. An error nobody caught is a bug whose
 * state cannot be trusted: it is logged and the process ends, to be started anew.
 */
export function endOnSignals(shutdown: Shutdown, logger: Logger, graceMs = 10_000): void {
  const end = (code: number) => {
    setTimeout(() => process.exit(code || 1), graceMs).unref();
    void shutdown.close().then(() => process.exit(code));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      logger.info({ signal }, 'closing');
      end(0);
    });
  }
  process.on('uncaughtException', (error) => {
    logger.fatal({ error }, 'uncaught');
    end(1);
  });
}
