import type { Redis } from '#platform/redis.ts';

/**
 * Where the number will stand. As MessagePack writes it: 'ce f0 00 00 01', bytes that no text in the message can hold,
 * for they are not UTF-8.
 */
export const SEQ_PLACE = 0xf0000001;
const PLACE = Buffer.from([0xce, 0xf0, 0x00, 0x00, 0x01]);

const SCRIPT = `local seq = redis.call('INCR', KEYS[1])
redis.call('PUBLISH', ARGV[1], ARGV[2] .. struct.pack('>BI4', 206, seq) .. ARGV[3])
return seq`;

/**
 * Numbers a message and publishes it in one step: one way to Redis instead of two, and whichever processes publish to
 * a user, the numbers arrive in order. `message` is MessagePack with SEQ_PLACE in it once.
 */
export async function publishNumbered(
  redis: Redis,
  seqKey: string,
  channel: string,
  message: Buffer,
): Promise<void> {
  const place = message.indexOf(PLACE);
  const [head, tail] = [message.subarray(0, place), message.subarray(place + PLACE.length)];
  await redis.eval(SCRIPT, 1, seqKey, channel, head, tail);
}
