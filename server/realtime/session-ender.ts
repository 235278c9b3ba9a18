import type { Redis } from '#platform/redis.ts';
import type { ServerToClientEvents } from './events.ts';
import { redisEmitter } from './redis-emitter.ts';
import { sessionRoom } from './rooms.ts';

export type EndReason = Parameters<ServerToClientEvents['session:ended']>[0]['reason'];

export interface SessionEnder {
  /** Tells the session's windows, at whatever server, and closes their sockets. Never throws, never waited for. */
  endSession(sessionId: string, reason: EndReason): void;
}

/** While Redis is away gateways find ended sessions themselves, at their next look (see gateway.ts). */
export function createSessionEnder(redis: Redis): SessionEnder {
  const emitter = redisEmitter<ServerToClientEvents>((channel, message) => {
    redis.publish(channel, message).catch(() => undefined);
  });
  return {
    endSession(sessionId, reason) {
      const windows = emitter.in(sessionRoom(sessionId));
      windows.emit('session:ended', { reason });
      windows.disconnectSockets(true);
    },
  };
}
