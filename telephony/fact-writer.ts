import { isUnavailable } from '#domain/shared/domain-error.ts';
import type { Logger } from '#platform/logger.ts';

/** Writes the facts of one call in their order, beside the call itself: SIP never waits for the database. */
export interface FactWriter {
  /**
   * Resolves with what the use case answered, or null when it was given up. While the database is away it is tried
   * again and again, and later facts wait behind it.
   */
  write<T>(what: string, useCase: () => Promise<T>): Promise<T | null>;
}

export interface FactWriterTimings {
  readonly writeAgainMs: number;
  readonly writeForMs: number;
}

export function createFactWriter(logger: Logger, timings: FactWriterTimings): FactWriter {
  let last: Promise<unknown> = Promise.resolve();
  return {
    write: (what, useCase) => {
      const written = last.then(() => persist(what, useCase, logger, timings));
      last = written;
      return written;
    },
  };
}

async function persist<T>(
  what: string,
  useCase: () => Promise<T>,
  logger: Logger,
  { writeAgainMs, writeForMs }: FactWriterTimings,
): Promise<T | null> {
  const giveUpAt = Date.now() + writeForMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await useCase();
    } catch (error) {
      if (!isUnavailable(error) || Date.now() >= giveUpAt) {
        logger.error({ what, error, attempt }, 'a fact of a call was not written');
        return null;
      }
      if (attempt === 1) logger.warn({ what }, 'the database is away; a fact of a call waits');
      await new Promise((resolve) =>
        setTimeout(resolve, Math.min(writeAgainMs * attempt, 10 * writeAgainMs)),
      );
    }
  }
}
