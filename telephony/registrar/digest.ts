import { createHash, timingSafeEqual } from 'node:crypto';
import { parseAuthorization } from './authorization.ts';

/** What an Authorization header claims (RFC 2617, as RFC 3261 section 22.4 uses it). */
export interface DigestClaim {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  /** Null: the client knows no qop (RFC 2069), and counts no requests either. */
  readonly protection: {
    readonly cnonce: string;
    readonly nonceCount: number;
    readonly rawCount: string;
  } | null;
}

/** Null for another scheme, another algorithm, or whatever cannot be read. */
export function readDigestClaim(header: string | undefined): DigestClaim | null {
  const fields = header === undefined ? null : parseAuthorization(header);
  if (fields?.scheme !== 'digest') return null;
  const { values } = fields;
  const [username, realm, nonce, uri, response] = ['username', 'realm', 'nonce', 'uri', 'response'].map(
    (name) => values.get(name),
  );
  if (username === undefined || realm === undefined || nonce === undefined || uri === undefined) return null;
  if (response === undefined || !/^[0-9a-f]{32}$/i.test(response)) return null;
  if ((values.get('algorithm') ?? 'MD5').toUpperCase() !== 'MD5') return null;
  const qop = values.get('qop');
  if (qop === undefined) return { username, realm, nonce, uri, response, protection: null };
  const cnonce = values.get('cnonce');
  const rawCount = values.get('nc');
  if (qop.toLowerCase() !== 'auth' || cnonce === undefined || !/^[0-9a-f]{8}$/i.test(rawCount ?? ''))
    return null;
  const protection = { cnonce, nonceCount: Number.parseInt(rawCount!, 16), rawCount: rawCount! };
  return { username, realm, nonce, uri, response, protection };
}

/** Whether who made the claim knows the password behind `ha1`; takes the same time whatever is wrong. */
export function isClaimProven(claim: DigestClaim, ha1: string, method: string): boolean {
  const ha2 = md5(`${method}:${claim.uri}`);
  const expected = claim.protection
    ? md5(`${ha1}:${claim.nonce}:${claim.protection.rawCount}:${claim.protection.cnonce}:auth:${ha2}`)
    : md5(`${ha1}:${claim.nonce}:${ha2}`);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(claim.response.toLowerCase()));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
