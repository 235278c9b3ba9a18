import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import { networkOf } from '#domain/access/network-of.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import type { Redis } from '#platform/redis.ts';
import type { Api } from '../api.ts';

const REQUESTS_PER_MINUTE = 1200;

/** Registered after the guard, so that people behind one address are counted apart once they are signed in. */
export async function limitRequests(api: Api, redis: Redis): Promise<void> {
  await api.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: '1 minute',
    redis,
    nameSpace: 'http-rate:',
    skipOnError: true,
    keyGenerator: (request) => request.signedIn?.session.id ?? networkOf(request.ip),
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: () => new DomainError('rate_limited', 'too many requests'),
  });
  await api.register(underPressure, {
    maxEventLoopDelay: 3000,
    pressureHandler: () => {
      throw new DomainError('unavailable', 'too much to do');
    },
  });
}
