import { Emitter } from '@socket.io/redis-emitter';
import type { Publisher } from '#domain/shared/publisher.ts';
import type { Logger } from '#platform/logger.ts';
import type { Redis } from '#platform/redis.ts';
import type { ServerSideEvents } from './server-side-events.ts';
import { contactRoom, FREED_AGENTS_CHANNEL, seqKey, userRoom } from './rooms.ts';

/** More users than this that missed something while Redis was away, and all windows are told to look again. */
const MISSED_LIMIT = 1000;

/**
 * Publishes to windows at whatever server they are. While Redis is away nothing is queued: only who missed something
 * is remembered, and those windows reconnect and take a snapshot when it is back.
 */
export function createPublisher(redis: Redis, logger: Logger): Publisher {
  const missed = new Set<string>();
  let hasEverybodyMissed = false;

  const miss = (userId: string | null) => {
    if (missed.size === 0 && !hasEverybodyMissed) logger.warn('events are not published: redis is away');
    if (userId === null || missed.size >= MISSED_LIMIT) hasEverybodyMissed = true;
    else missed.add(userId);
  };
  const publish = (channel: string, message: string | Buffer, userId: string | null) => {
    redis.publish(channel, message).catch(() => miss(userId));
  };
  const emitterFor = (userId: string | null) =>
    new Emitter<Record<string, (...payload: unknown[]) => void>>({
      publish: (channel: string, message: string | Buffer) => publish(channel, message, userId),
    });

  redis.on('ready', () => {
    if (missed.size === 0 && !hasEverybodyMissed) return;
    const event: Parameters<ServerSideEvents['desk:missed']>[0] = {
      userIds: hasEverybodyMissed ? null : [...missed],
    };
    missed.clear();
    hasEverybodyMissed = false;
    logger.info('windows that missed events are told to look again');
    emitterFor(null).serverSideEmit('desk:missed', event);
  });

  return {
    toUser(userId, event, payload) {
      redis.incr(seqKey(userId)).then(
        (seq) =>
          emitterFor(userId)
            .to(userRoom(userId))
            .emit(event, { ...payload, seq }),
        () => miss(userId),
      );
    },
    toContactWatchers(contactId, event, payload) {
      emitterFor(null).to(contactRoom(contactId)).emit(event, payload);
    },
    agentsFreed() {
      // a waiting call is looked at again by the gateway's own timer too
      redis.publish(FREED_AGENTS_CHANNEL, '').catch(() => undefined);
    },
  };
}
