import type { TelephonyPulse } from '#domain/wallboard/telephony-pulse.ts';
import type { Redis } from '#platform/redis.ts';

const KEY = 'telephony:pulse';
const BELIEVED_MS = 15_000;

/** Gateways in a sorted set by the time of their last sign of life, one set for those whose engine answers. */
export function createTelephonyPulse(redis: Redis, now: () => Date): TelephonyPulse {
  const countSince = (key: string) => redis.zcount(key, now().getTime() - BELIEVED_MS, '+inf');
  return {
    async beat(gatewayId, isEngineUp) {
      const at = now().getTime();
      const beats = redis.multi().zadd(KEY, at, gatewayId).pexpire(KEY, BELIEVED_MS);
      if (isEngineUp) beats.zadd(`${KEY}:engine`, at, gatewayId).pexpire(`${KEY}:engine`, BELIEVED_MS);
      else beats.zrem(`${KEY}:engine`, gatewayId);
      await beats.exec();
    },
    async read() {
      try {
        const [gateways, engines] = await Promise.all([countSince(KEY), countSince(`${KEY}:engine`)]);
        return { gatewayUp: gateways > 0, engineUp: engines > 0 };
      } catch {
        return { gatewayUp: false, engineUp: false };
      }
    },
  };
}
