import { Command } from 'ioredis';
import type { Redis } from '#platform/redis.ts';

/** As an event's `seq`: where its number will stand. No number is below 1, and no text holds a quote without a backslash. */
export const SEQ_PLACE = 0;
const BEFORE = '"seq":';
const PLACE = `${BEFORE}${SEQ_PLACE}`;

/** A key a message, '' for one without a number; a message is its channel, what stands before its number and what behind it. */
const SCRIPT = `for i, key in ipairs(KEYS) do
  local number = key == '' and '' or string.format('%.0f', redis.call('INCR', key))
  redis.call('PUBLISH', ARGV[3 * i - 2], ARGV[3 * i - 1] .. number .. ARGV[3 * i])
end`;

/** So many messages a script at most: nobody else is served while it runs. */
const MOST_AT_ONCE = 100;

interface Waiting {
  readonly seqKey: string;
  readonly parts: readonly [channel: string, head: string, tail: string];
  readonly onLost: () => void;
}

/** `onLost` is told when Redis was away. */
export interface TurnPublisher {
  publish(channel: string, message: string, onLost: () => void): void;
  /** `message` is JSON with SEQ_PLACE as the last key of its event, where its number is put. */
  publishNumbered(seqKey: string, channel: string, message: string, onLost: () => void): void;
}

/**
 * All of one turn of the loop goes in one command, in its order. Numbers are given in the same step: one way to Redis
 * instead of two, and whichever processes publish to a user, the numbers arrive in order.
 */
export function createTurnPublisher(redis: Redis): TurnPublisher {
  let waiting: Waiting[] = [];
  const send = (messages: readonly Waiting[]): void => {
    const keys = messages.map(({ seqKey }) => seqKey);
    const parts = messages.flatMap((message) => message.parts);
    const command = new Command('eval', [SCRIPT, keys.length, ...keys, ...parts]);
    redis.sendCommand(command);
    command.promise
      .catch(() => {
        for (const { onLost } of messages) onLost();
      })
      // V8 creates what a command is rejected by among the old, where it would hold on to what was sent
      .finally(() => (command.args = []));
  };
  const flush = (): void => {
    const messages = waiting;
    waiting = [];
    for (let from = 0; from < messages.length; from += MOST_AT_ONCE) {
      send(messages.slice(from, from + MOST_AT_ONCE));
    }
  };
  const add = (message: Waiting): void => {
    if (waiting.length === 0) setImmediate(flush);
    waiting.push(message);
  };
  return {
    publish: (channel, message, onLost) => add({ seqKey: '', parts: [channel, message, ''], onLost }),
    publishNumbered: (seqKey, channel, message, onLost) => {
      const place = message.lastIndexOf(PLACE);
      const [head, tail] = [message.slice(0, place + BEFORE.length), message.slice(place + PLACE.length)];
      add({ seqKey, parts: [channel, head, tail], onLost });
    },
  };
}
