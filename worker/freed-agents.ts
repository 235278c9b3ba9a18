import { setTimeout as pause } from 'node:timers/promises';
import { wakeWaitingMeetings } from '#domain/meetings/wake-waiting-meetings.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import { FREED_AGENTS_CHANNEL } from '#realtime/rooms.ts';
import { connectRedis } from '#platform/redis.ts';
import type { Logger } from '#platform/logger.ts';
import type { MeetingWatch } from './meeting-watch.ts';

export interface FreedAgentsListener {
  close(): Promise<void>;
}

/** In a busy centre an agent is freed many times a second, and a promise is kept to the second. */
const REST_MS = 500;

/** Whenever an agent is freed, meetings that wait for one are looked at: at once, or after the rest from the last look. */
export function listenForFreedAgents(
  deps: MeetingDeps,
  watch: MeetingWatch,
  redisUrl: string,
  logger: Logger,
): FreedAgentsListener {
  const subscriber = connectRedis(redisUrl, 'subscriber', logger);
  const wake = wakeWaitingMeetings(deps);
  let looking: Promise<void> | null = null;
  let isAskedAgain = false;
  const closing = new AbortController();
  const look = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      watch.saw(await wake());
      await pause(REST_MS, null, { signal: closing.signal });
    } while (isAskedAgain);
  };
  subscriber.on('message', () => {
    isAskedAgain = true;
    looking ??= look()
      .catch((error: unknown) => logger.debug({ error }, 'a freed agent was not looked at: the sweep will'))
      .finally(() => void (looking = null));
  });
  subscriber.subscribe(FREED_AGENTS_CHANNEL).catch((error: unknown) => {
    logger.debug({ error }, 'not subscribed to freed agents yet');
  });
  return {
    close: async () => {
      subscriber.disconnect();
      closing.abort();
      await looking;
    },
  };
}
