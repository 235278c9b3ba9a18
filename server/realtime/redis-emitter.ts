import { Emitter } from '@socket.io/redis-emitter';
import type { EventsMap } from '@socket.io/redis-emitter/dist/typed-events.js';

/**
 * How events travel through Redis, the same at both ends: JSON, which V8 writes and reads by itself, where Socket.IO's
 * own MessagePack takes script and several times as long. Events hold nothing that JSON does not.
 */
export const wireFormat = {
  encode: (message: unknown): string => JSON.stringify(message),
  decode: (message: Buffer): unknown => JSON.parse(message.toString()),
};

/** `publish` gets each message before `emit` returns. */
export function redisEmitter<Events extends EventsMap>(
  publish: (channel: string, message: string) => void,
): Emitter<Events> {
  return new Emitter<Events>({ publish }, { parser: wireFormat });
}
