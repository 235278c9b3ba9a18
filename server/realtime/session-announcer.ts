import type { SessionAnnouncer } from '#domain/identity/session-announcer.ts';
import type { Redis } from '#platform/redis.ts';
import { redisEmitter } from './redis-emitter.ts';
import type { SessionEnder } from './session-ender.ts';

export function createSessionAnnouncer(redis: Redis, sessionEnder: SessionEnder): SessionAnnouncer {
  const emitter = redisEmitter((channel, message) => {
    redis.publish(channel, message).catch(() => undefined);
  });
  return {
    revoked: (sessionId) => sessionEnder.endSession(sessionId, 'revoked'),
    moved: (sessionId, newId) => emitter.serverSideEmit('session:moved', { sessionId, newId }),
  };
}
