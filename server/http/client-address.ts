import type { IncomingMessage } from 'node:http';
import { matchRanges, readRange } from '#domain/access/address-range.ts';

/** Whether what comes from this address says whence it has it: a proxy of ours. Also Fastify's `trustProxy`. */
export type TrustProxy = (address: string) => boolean;

/** `proxies` are addresses or CIDR ranges; throws with anything else, which would silently be nobody. */
export function trustProxies(proxies: readonly string[]): TrustProxy {
  if (proxies.some((proxy) => readRange(proxy).kind !== 'range')) {
    throw new Error('TRUSTED_PROXIES names what is neither an address nor a network.');
  }
  return matchRanges(proxies);
}

/**
 * Whence a request really came, as Fastify finds `request.ip`: from the near end on, the first address that is no
 * proxy of ours. What stands before it in X-Forwarded-For anybody may have written.
 */
export function clientAddress(request: IncomingMessage, trustProxy: TrustProxy): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const hops = forwarded.map((hop) => hop.trim()).filter((hop) => hop !== '');
  const chain = [request.socket.remoteAddress ?? '', ...hops.reverse()];
  return chain.find((address) => !trustProxy(address)) ?? chain.at(-1) ?? '';
}
