import { wakeWaitingMeetings } from '#domain/meetings/wake-waiting-meetings.ts';
import type { MeetingDeps } from '#domain/meetings/meeting-deps.ts';
import { FREED_AGENTS_CHANNEL } from '#realtime/rooms.ts';
import { connectRedis } from '#platform/redis.ts';
import type { Logger } from '#platform/logger.ts';
import type { MeetingWatch } from './meeting-watch.ts';

export interface FreedAgentsListener {
  close(): Promise<void>;
}

/** Whenever an agent is freed, meetings that wait for one are looked at; many at once make one more look, not many. */
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
  const look = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      watch.saw(await wake());
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
      await looking;
    },
  };
}
