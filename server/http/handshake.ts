import type { IncomingHttpHeaders } from 'node:http';
import type { SignedIn } from '#domain/access/session.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { isOwnOrigin } from './csrf.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

interface Doors {
  readonly parseCookie: (header: string) => { readonly [name: string]: string | null | undefined };
  readonly authenticate: (token: string) => Promise<SignedIn>;
  readonly publicOrigin: string;
}

/** Who shakes hands with the socket gateway: by the same cookie as requests, and only from our own pages. */
export function authenticateHandshake({ parseCookie, authenticate, publicOrigin }: Doors) {
  return async (headers: IncomingHttpHeaders): Promise<SignedIn> => {
    if (!isOwnOrigin(headers, publicOrigin)) throw new DomainError('forbidden', 'foreign origin');
    return authenticate(parseCookie(headers.cookie ?? '')[SESSION_COOKIE] ?? '');
  };
}
