import { Emitter } from '@socket.io/redis-emitter';
import type { SessionAnnouncer } from '#domain/identity/session-announcer.ts';
import type { Redis } from '#platform/redis.ts';
import type { SessionEnder } from './session-ender.ts';

export function createSessionAnnouncer(redis: Redis, sessionEnder: SessionEnder): SessionAnnouncer {
  const emitter = new Emitter({
    publish: (channel: string, message: string | Buffer) => {
      redis.publish(channel, message).catch(() => undefined);
    },
  });
  return {
    revoked: (sessionId) => sessionEnder.endSession(sessionId, 'revoked'),
    moved: (sessionId, newId) => emitter.serverSideEmit('session:moved', { sessionId, newId }),
  };
}
