import { DomainError } from '#domain/shared/domain-error.ts';
import type { Redis } from '#platform/redis.ts';
import { seqKey } from './rooms.ts';

/** The user's running number of events as it is now. Throws 'unavailable'. */
export type ReadSeq = (userId: string) => Promise<number>;

export function createSeqReader(redis: Redis): ReadSeq {
  return async (userId) => {
    try {
      return Number((await redis.get(seqKey(userId))) ?? 0);
    } catch {
      throw new DomainError('unavailable', 'redis is away');
    }
  };
}
