import type { Logger } from '#platform/logger.ts';

/** Runs a handler so that nothing it throws, now or later, gets out: a bug costs one call, never the gateway. */
export function guarded<A extends unknown[]>(
  logger: Logger,
  what: string,
  handle: (...args: A) => Promise<void> | void,
  onFailure?: (...args: A) => void,
): (...args: A) => void {
  const fail = (args: A, error: unknown): void => {
    logger.error({ what, error }, 'a handler failed');
    try {
      onFailure?.(...args);
    } catch (second) {
      logger.error({ what, error: second }, 'cleaning up after a handler failed');
    }
  };
  return (...args) => {
    try {
      Promise.resolve(handle(...args)).catch((error: unknown) => fail(args, error));
    } catch (error) {
      fail(args, error);
    }
  };
}
