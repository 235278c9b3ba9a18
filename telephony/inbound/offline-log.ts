import type { OfflineCall } from '#domain/calls/record-offline-call.ts';
import { isUnavailable } from '#domain/shared/domain-error.ts';
import type { Logger } from '#platform/logger.ts';

/** Calls that were served without the database, until they can be written. */
export interface OfflineLog {
  add(call: OfflineCall): void;
  /** Writes what waits, oldest first; stops at the first failure and keeps the rest. */
  flush(): Promise<void>;
}

const MOST_KEPT = 10_000;

export function createOfflineLog(
  record: (call: OfflineCall) => Promise<unknown>,
  logger: Logger,
): OfflineLog {
  const waiting: OfflineCall[] = [];
  let isFlushing = false;
  return {
    add: (call) => {
      if (waiting.length < MOST_KEPT) waiting.push(call);
      else
        logger.error({ sipCallId: call.incoming.sipCallId }, 'too many calls wait for the log; one is lost');
    },
    flush: async () => {
      if (isFlushing) return;
      isFlushing = true;
      try {
        for (let call = waiting[0]; call; call = waiting[0]) {
          await recordOne(record, call, logger);
          waiting.shift();
        }
      } catch (error) {
        logger.debug({ error, calls: waiting.length }, 'calls served without the database still wait');
      } finally {
        isFlushing = false;
      }
    },
  };
}

/** Throws only while the database is away: a call that can never be written must not hold up the others. */
async function recordOne(
  record: (call: OfflineCall) => Promise<unknown>,
  call: OfflineCall,
  logger: Logger,
): Promise<void> {
  const sipCallId = call.incoming.sipCallId;
  try {
    await record(call);
    logger.info({ sipCallId }, 'a call served without the database is in the log');
  } catch (error) {
    if (isUnavailable(error)) throw error;
    logger.error({ error, sipCallId }, 'a call served without the database could not be written');
  }
}
