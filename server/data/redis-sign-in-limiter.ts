import { createHash } from 'node:crypto';
import { networkOf } from '#domain/access/network-of.ts';
import type { SignInLimiter } from '#domain/access/sign-in-limiter.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Redis } from '#platform/redis.ts';

const WINDOW_SECONDS = 15 * 60;
/** One login from one address: who mistypes waits, and keeps nobody waiting who comes from elsewhere. */
const TRIES_PER_LOGIN_AND_ADDRESS = 10;
const TRIES_PER_ADDRESS = 50;
/** One login from all strange addresses together; from where it has been signed in before, it always may try. */
const TRIES_PER_LOGIN = 100;
const KNOWN_SECONDS = 30 * 24 * 3600;

/** Counts in Redis, so that all server processes count together. Keys hold no login or address in the clear. */
export function createRedisSignInLimiter(redis: Redis): SignInLimiter {
  return {
    async mayTry(login, address) {
      const keys = keysOf(login, address);
      const [isKnown, ofBoth, ofAddress, ofLogin] = await answered([
        redis.exists(keys.known),
        countTry(redis, keys.both),
        countTry(redis, keys.address),
        countTry(redis, keys.login),
      ]);
      return ofAddress! <= TRIES_PER_ADDRESS && isWithin(ofBoth!, ofLogin!, isKnown === 1);
    },
    async mayTryFrom(address) {
      const [ofAddress] = await answered([countTry(redis, keysOf('', address).address)]);
      return ofAddress! <= TRIES_PER_ADDRESS;
    },
    async mayTryAt(userId, address) {
      const keys = keysOf(nameOf(userId), address);
      const [isKnown, ofBoth, ofUser] = await answered([
        redis.exists(keys.known),
        countTry(redis, keys.both),
        countTry(redis, keys.login),
      ]);
      return isWithin(ofBoth!, ofUser!, isKnown === 1);
    },
    async succeeded(login, address, userId = null) {
      const names = userId === null ? [login] : [login, nameOf(userId)];
      const keys = names.map((name) => keysOf(name, address));
      const done = redis.multi();
      for (const { both, known } of keys) done.del(both).set(known, 1, 'EX', KNOWN_SECONDS);
      // of the others only this try: a whole office may sign in, but a right password pays for no guesses
      for (const key of new Set(keys.flatMap((one) => [one.address, one.login]))) {
        done.set(key, 1, 'EX', WINDOW_SECONDS, 'NX').decr(key);
      }
      await done.exec().catch(() => undefined);
    },
  };
}

function isWithin(ofBoth: number, ofLogin: number, isKnown: boolean): boolean {
  return ofBoth <= TRIES_PER_LOGIN_AND_ADDRESS && (isKnown || ofLogin <= TRIES_PER_LOGIN);
}

const nameOf = (userId: string): string => `user ${userId}`;

function keysOf(login: string, address: string) {
  const network = networkOf(address);
  return {
    both: keyOf('login-and-address', `${login} ${network}`),
    address: keyOf('address', network),
    login: keyOf('login', login),
    known: keyOf('known', `${login} ${network}`),
  };
}

/** In one step with its end: a count that never ended would lock somebody out for ever. */
async function countTry(redis: Redis, key: string): Promise<number> {
  const [, counted] = (await redis.multi().set(key, 0, 'EX', WINDOW_SECONDS, 'NX').incr(key).exec()) ?? [];
  return Number(counted?.[1]);
}

async function answered(counts: readonly Promise<number>[]): Promise<readonly number[]> {
  try {
    return await Promise.all(counts);
  } catch {
    throw new DomainError('unavailable', 'redis is away');
  }
}

function keyOf(kind: string, value: string): string {
  return `sign-in:${kind}:${createHash('sha256').update(value).digest('base64url')}`;
}
