import type { IncomingMessage } from 'node:http';
import type { SignedIn } from '#domain/access/session.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { clientAddress, type TrustProxy } from './client-address.ts';
import { isOwnOrigin } from './csrf.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

interface Doors {
  readonly parseCookie: (header: string) => { readonly [name: string]: string | null | undefined };
  readonly authenticate: (token: string, address: string) => Promise<SignedIn>;
  readonly publicOrigin: string;
  readonly trustProxy: TrustProxy;
}

/** Who shakes hands with the socket gateway: by the same cookie as requests, from the same address, and only from our own pages. */
export function authenticateHandshake({ parseCookie, authenticate, publicOrigin, trustProxy }: Doors) {
  return async (request: IncomingMessage): Promise<{ signedIn: SignedIn; address: string }> => {
    const { headers } = request;
    if (!isOwnOrigin(headers, publicOrigin)) throw new DomainError('forbidden', 'foreign origin');
    const address = clientAddress(request, trustProxy);
    const token = parseCookie(headers.cookie ?? '')[SESSION_COOKIE] ?? '';
    return { signedIn: await authenticate(token, address), address };
  };
}
