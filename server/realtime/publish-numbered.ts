import type { Redis } from '#platform/redis.ts';

/** As an event's `seq`: where its number will stand. No number is below 1, and no text holds a quote without a backslash. */
export const SEQ_PLACE = 0;
const BEFORE = '"seq":';
const PLACE = `${BEFORE}${SEQ_PLACE}`;

/** A key a message; a message is its channel, what stands before its number and what behind it. */
const SCRIPT = `for i, key in ipairs(KEYS) do
  local seq = redis.call('INCR', key)
  redis.call('PUBLISH', ARGV[3 * i - 2], ARGV[3 * i - 1] .. string.format('%.0f', seq) .. ARGV[3 * i])
end`;

/** So many messages a script at most: nobody else is served while it runs. */
const MOST_AT_ONCE = 100;

interface Waiting {
  readonly seqKey: string;
  readonly parts: readonly [channel: string, head: string, tail: string];
  readonly onLost: () => void;
}

/** `message` is JSON with SEQ_PLACE as the last key of its event; `onLost` is told when Redis was away. */
export type PublishNumbered = (seqKey: string, channel: string, message: string, onLost: () => void) => void;

/**
 * Numbers messages and publishes them in one step: one way to Redis instead of two, and whichever processes publish to
 * a user, the numbers arrive in order. All of one turn of the loop share a command.
 */
export function createNumberedPublisher(redis: Redis): PublishNumbered {
  let waiting: Waiting[] = [];
  const send = (messages: readonly Waiting[]): void => {
    const keys = messages.map(({ seqKey }) => seqKey);
    redis.eval(SCRIPT, keys.length, ...keys, ...messages.flatMap(({ parts }) => parts)).catch(() => {
      for (const { onLost } of messages) onLost();
    });
  };
  const flush = (): void => {
    const messages = waiting;
    waiting = [];
    for (let from = 0; from < messages.length; from += MOST_AT_ONCE) {
      send(messages.slice(from, from + MOST_AT_ONCE));
    }
  };
  return (seqKey, channel, message, onLost) => {
    if (waiting.length === 0) setImmediate(flush);
    const place = message.lastIndexOf(PLACE);
    const [head, tail] = [message.slice(0, place + BEFORE.length), message.slice(place + PLACE.length)];
    waiting.push({ seqKey, parts: [channel, head, tail], onLost });
  };
}
