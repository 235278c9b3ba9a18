import { createHash } from 'node:crypto';
import type { SignInLimiter } from '#domain/access/sign-in-limiter.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Redis } from '#platform/redis.ts';

const WINDOW_SECONDS = 15 * 60;
const TRIES_PER_LOGIN = 10;
const TRIES_PER_ADDRESS = 50;

/** Counts in Redis, so that all server processes count together. Keys hold no login or address in the clear. */
export function createRedisSignInLimiter(redis: Redis): SignInLimiter {
  const keysOf = (login: string, address: string) =>
    [
      { key: keyOf('login', login), limit: TRIES_PER_LOGIN },
      { key: keyOf('address', address), limit: TRIES_PER_ADDRESS },
    ] as const;

  return {
    async mayTry(login, address) {
      const keys = keysOf(login, address);
      const counts = await Promise.all(keys.map(({ key }) => countTry(redis, key)));
      return keys.every(({ limit }, index) => counts[index]! <= limit);
    },
    async succeeded(login, address) {
      // of the address only this try: a whole office may sign in, but a right password pays for no guesses
      const counted = keyOf('address', address);
      const uncounted = beginCount(redis, counted, 1).decr(counted).del(keyOf('login', login));
      await uncounted.exec().catch(() => undefined);
    },
  };
}

async function countTry(redis: Redis, key: string): Promise<number> {
  try {
    const [, counted] = (await beginCount(redis, key, 0).incr(key).exec()) ?? [];
    return Number(counted?.[1]);
  } catch {
    throw new DomainError('unavailable', 'redis is away');
  }
}

/** In one step with what follows: a count that never ended would lock somebody out for ever. */
function beginCount(redis: Redis, key: string, from: number) {
  return redis.multi().set(key, from, 'EX', WINDOW_SECONDS, 'NX');
}

function keyOf(kind: string, value: string): string {
  return `sign-in:${kind}:${createHash('sha256').update(value).digest('base64url')}`;
}
