import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export type NonceUse = 'fresh' | 'stale' | 'forged';

export interface Nonces {
  issue(now: Date): string;
  /** Whether it may be used at all; says nothing of its count. */
  check(nonce: string, now: Date): NonceUse;
  /**
   * Uses it up to this count: false for a count seen before (a replay). Null, for a client that counts nothing,
   * uses the nonce up at once.
   */
  spend(nonce: string, count: number | null, now: Date): boolean;
}

const LIFETIME_MS = 300_000;
const MOST_COUNTED = 50_000;

/**
 * Nonces that need no memory until they are proven: time and chance, signed with a key of this process. One of
 * another gateway looks forged, which the registrar answers like a stale one; the phone simply tries again.
 */
export function createNonces(): Nonces {
  const key = randomBytes(32);
  const counts = new Map<string, { readonly highest: number; readonly until: number }>();
  const sign = (payload: string): Buffer =>
    createHmac('sha256', key).update(payload).digest().subarray(0, 16);

  return {
    issue: (now) => {
      const payload = `${now.getTime().toString(36)}.${randomBytes(9).toString('base64url')}`;
      return `${payload}.${sign(payload).toString('base64url')}`;
    },
    check: (nonce, now) => {
      const at = nonce.lastIndexOf('.');
      const payload = nonce.slice(0, Math.max(at, 0));
      const signature = Buffer.from(nonce.slice(at + 1), 'base64url');
      if (signature.length !== 16 || !timingSafeEqual(signature, sign(payload))) return 'forged';
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
