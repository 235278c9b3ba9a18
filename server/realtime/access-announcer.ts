import type { AccessAnnouncer } from '#domain/users/access-announcer.ts';
import type { Redis } from '#platform/redis.ts';
import { redisEmitter } from './redis-emitter.ts';
import type { ServerSideEvents } from './server-side-events.ts';

/** What could not be said while Redis was away is said to everybody when it is back. */
export function createAccessAnnouncer(redis: Redis): AccessAnnouncer {
  let hasMissed = false;
  const emitter = redisEmitter((channel, message) => {
    redis.publish(channel, message).catch(() => void (hasMissed = true));
  });
  const announce = (change: Parameters<ServerSideEvents['access:changed']>[0]): void =>
    void emitter.serverSideEmit('access:changed', change);
  redis.on('ready', () => {
    if (!hasMissed) return;
    hasMissed = false;
    announce({ userIds: null, endSessionsOf: [] });
  });
  return { accessChanged: announce };
}
