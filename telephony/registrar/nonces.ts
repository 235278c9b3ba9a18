import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Seals } from '#domain/shared/seals.ts';
import type { SipSource } from '../sip/incoming-request.ts';

export type NonceUse = 'fresh' | 'stale' | 'forged';

/** Whom a nonce is given to. The port is left out: a phone may answer on another connection. */
export type NonceHolder = Pick<SipSource, 'address' | 'transport'>;

export interface Nonces {
  issue(holder: NonceHolder, now: Date): string;
  /** Whether this one may use it at all; says nothing of its count. */
  check(nonce: string, holder: NonceHolder, now: Date): NonceUse;
  /**
   * Uses it up to this count: false for a count seen before (a replay). Null, for a client that counts nothing,
   * uses the nonce up at once.
   */
  spend(nonce: string, count: number | null, now: Date): boolean;
}

const LIFETIME_MS = 300_000;
const MOST_COUNTED = 50_000;

/**
 * Nonces that need no memory until they are proven: time and chance, signed together with whom they are given to, so
 * that an answer that was overheard serves nobody else. (RFC 7616 section 3.3 advises against the address for the sake
 * of proxy farms; phones register here directly.) Signed with the installation's key: the engine serves its gateways
 * in turn, so the answer comes to another one than gave the challenge. For a phone that moved to another network
 * meanwhile it looks forged, which the registrar answers like a stale one: the phone simply tries again.
 */
export function createNonces(seals: Pick<Seals, 'sign'>): Nonces {
  const counts = new Map<string, { readonly highest: number; readonly until: number }>();
  const sign = (payload: string, { address, transport }: NonceHolder): string =>
    seals.sign('sip nonce', `${payload} ${transport} ${address}`);

  return {
    issue: (holder, now) => {
      const payload = `${now.getTime().toString(36)}.${randomBytes(9).toString('base64url')}`;
      return `${payload}.${sign(payload, holder)}`;
    },
    check: (nonce, holder, now) => {
      const at = nonce.lastIndexOf('.');
      const payload = nonce.slice(0, Math.max(at, 0));
      if (!isSame(nonce.slice(at + 1), sign(payload, holder))) return 'forged';
      return now.getTime() - issuedAt(payload) > LIFETIME_MS ? 'stale' : 'fresh';
    },
    spend: (nonce, count, now) => {
      forgetOld(counts, now.getTime());
      const known = counts.get(nonce);
      const highest = count ?? Number.MAX_SAFE_INTEGER;
      if (known && (count === null || count <= known.highest)) return false;
      counts.set(nonce, { highest, until: known?.until ?? now.getTime() + LIFETIME_MS });
      return true;
    },
  };
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function issuedAt(payload: string): number {
  return Number.parseInt(payload.split('.')[0] ?? '', 36);
}

/** The map keeps the order of first use, so the old ones stand in front. */
function forgetOld(counts: Map<string, { readonly until: number }>, now: number): void {
  for (const [nonce, { until }] of counts) {
    if (until > now && counts.size <= MOST_COUNTED) return;
    counts.delete(nonce);
  }
}
