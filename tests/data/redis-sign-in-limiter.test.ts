import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRedisSignInLimiter } from '../../server/data/redis-sign-in-limiter.ts';
import type { SignInLimiter } from '../../server/domain/access/sign-in-limiter.ts';
import { createTestRedis, type TestRedis } from '../support/services.ts';

const HOME = '192.0.2.1';

describe('the limit of sign-ins', () => {
  let server: TestRedis;
  let redis: Redis;
  let limiter: SignInLimiter;
  beforeAll(async () => {
    server = await createTestRedis();
    redis = new Redis(server.url);
    limiter = createRedisSignInLimiter(redis);
  });
  beforeEach(() => redis.flushall());
  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });

  /** How many of these tries were let through. */
  const tries = async (count: number, login: string, address: (n: number) => string): Promise<number> => {
    let passed = 0;
    for (let n = 0; n < count; n += 1) passed += Number(await limiter.mayTry(login, address(n)));
    return passed;
  };
  const from = (address: string) => () => address;
  const strangers = (n: number) => `198.51.${Math.floor(n / 250)}.${n % 250}`;

  it('keeps one address from guessing on at one login, and nobody else from signing in with it', async () => {
    expect(await tries(15, 'director', from('198.51.100.66'))).toBe(10);
    expect(await limiter.mayTry('director', HOME)).toBe(true);
    expect(await limiter.mayTry('anna', '198.51.100.66')).toBe(true);
  });

  it('keeps one address from guessing at many logins', async () => {
    let passed = 0;
    for (let n = 0; n < 60; n += 1) passed += await tries(1, `user-${n}`, from('198.51.100.66'));
    expect(passed).toBe(50);
  });

  it('keeps many addresses from guessing on at one login, but not whoever has signed in with it there before', async () => {
    await limiter.mayTry('director', HOME);
    await limiter.succeeded('director', HOME);
    expect(await tries(150, 'director', strangers)).toBe(100);
    expect(await limiter.mayTry('director', HOME)).toBe(true);
    expect(await limiter.mayTry('director', '203.0.113.5')).toBe(false);
  });

  it('counts a /64 of IPv6 as one address', async () => {
    expect(await tries(15, 'director', (n) => `2001:db8:0:7::${n.toString(16)}`)).toBe(10);
    expect(await limiter.mayTry('director', '2001:db8:0:8::1')).toBe(true);
  });

  it('counts the tries at one user together, however it was named, and not against the address again', async () => {
    for (let n = 0; n < 10; n += 1) expect(await limiter.mayTryAt('ada', HOME)).toBe(true);
    expect(await limiter.mayTryAt('ada', HOME)).toBe(false);
    expect(await limiter.mayTryAt('bob', HOME)).toBe(true);
    expect(await limiter.mayTry('ada', HOME)).toBe(true);
    await limiter.succeeded('ada', HOME, 'ada');
    expect(await limiter.mayTryAt('ada', HOME)).toBe(true);
    let passed = 0;
    for (let n = 0; n < 60; n += 1) passed += await tries(1, `user-${n}`, from(HOME));
    expect(passed).toBe(50);
  });

  it('says the same of logins that nobody has', async () => {
    expect(await tries(15, 'nobody', from(HOME))).toBe(10);
  });

  it('forgets the tries of whoever got it right, and each count ends', async () => {
    await tries(9, 'director', from(HOME));
    await limiter.succeeded('director', HOME);
    expect(await tries(15, 'director', from(HOME))).toBe(10);
    const ends = await Promise.all((await redis.keys('*')).map((key) => redis.ttl(key)));
    expect(Math.min(...ends)).toBeGreaterThan(0);
  });

  it('keeps no login and no address in the clear', async () => {
    await limiter.mayTry('director', HOME);
    await limiter.succeeded('director', HOME);
    expect((await redis.keys('*')).join()).not.toMatch(/director|192\.0/);
  });
});
