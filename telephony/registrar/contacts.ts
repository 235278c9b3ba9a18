import { parseNameAddress, splitList } from '../sip/header-values.ts';
import type { SipSource } from '../sip/incoming-request.ts';

export const SHORTEST_EXPIRY_SECONDS = 60;
/** Not longer, for a phone that was out of reach for a moment is called again only once it has registered anew. */
const LONGEST_EXPIRY_SECONDS = 600;
const MOST_CONTACTS = 5;
const LONGEST_URI = 500;

/** What a REGISTER asks for (RFC 3261 section 10.3 steps 6 and 7). */
export type BindingRequest =
  | { readonly kind: 'fetch' }
  | { readonly kind: 'unbind_all' }
  | { readonly kind: 'change'; readonly changes: readonly BindingChange[] }
  | { readonly kind: 'too_brief' }
  | { readonly kind: 'invalid' };

export interface BindingChange {
  readonly contactUri: string;
  readonly routeUri: string;
  readonly transport: string;
  /** 0 unbinds. */
  readonly expiresSeconds: number;
}

export function readBindingRequest(
  contactHeader: string | undefined,
  expiresHeader: string | undefined,
  source: SipSource,
): BindingRequest {
  if (contactHeader === undefined || contactHeader.trim() === '') return { kind: 'fetch' };
  const contacts = splitList(contactHeader);
  if (contacts.includes('*'))
    return contacts.length === 1 && expiresHeader?.trim() === '0'
      ? { kind: 'unbind_all' }
      : { kind: 'invalid' };
  if (contacts.length > MOST_CONTACTS) return { kind: 'invalid' };

  const changes: BindingChange[] = [];
  for (const contact of contacts) {
    const address = parseNameAddress(contact);
    if (!address || !/^sips?:/i.test(address.uri) || address.uri.length > LONGEST_URI)
      return { kind: 'invalid' };
    const expiresSeconds = readExpiry(address.params.get('expires') ?? expiresHeader);
    if (expiresSeconds > 0 && expiresSeconds < SHORTEST_EXPIRY_SECONDS) return { kind: 'too_brief' };
    changes.push({
      contactUri: address.uri,
      routeUri: routeTo(address.uri, source),
      transport: source.transport,
      expiresSeconds,
    });
  }
  return { kind: 'change', changes };
}

/** Malformed counts as absent, and that as the longest (section 10.2.1.1). */
function readExpiry(value: string | undefined): number {
  const seconds =
    value !== undefined && /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : LONGEST_EXPIRY_SECONDS;
  return Math.min(seconds, LONGEST_EXPIRY_SECONDS);
}

/**
 * A phone behind NAT is reached only where its REGISTER came from. A phone that names the very address it sends
 * from is not behind NAT, and over UDP may well listen on another port than it sends from.
 */
function routeTo(contactUri: string, source: SipSource): string {
  const named = /^sips?:(?:[^@]*@)?(\[[^\]]+\]|[^;?:]+)(?::(\d+))?/i.exec(contactUri);
  const host = source.address.includes(':') ? `[${source.address}]` : source.address;
  const isDirect = source.transport === 'udp' && named?.[1]?.toLowerCase() === host.toLowerCase();
  const port = isDirect ? (named?.[2] ?? '5060') : source.port;
  return `sip:${host}:${port};transport=${source.transport}`;
}
