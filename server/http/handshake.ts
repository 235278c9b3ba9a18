import type { IncomingMessage } from 'node:http';
import type { SignedIn } from '#domain/access/session.ts';
import type { RefusalLog } from '#domain/audit/refusal-log.ts';
import { networkOf } from '#domain/access/network-of.ts';
import { DomainError } from '#domain/shared/domain-error.ts';
import { createSourceLimit, type SourceLimit } from '#platform/source-limit.ts';
import { clientAddress, type TrustProxy } from './client-address.ts';
import { isOwnOrigin } from './csrf.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

interface Doors {
  readonly parseCookie: (header: string) => { readonly [name: string]: string | null | undefined };
  readonly authenticate: (token: string, address: string) => Promise<SignedIn>;
  readonly publicOrigin: string;
  readonly trustProxy: TrustProxy;
  readonly refusals: Pick<RefusalLog, 'socket'>;
  /** How many handshakes of a network may fail. */
  readonly failures?: SourceLimit;
}

/** An office whose sessions all ended at once comes through; who makes tokens up is looked for ten times a second at most. */
const FAILURES = { burst: 600, perSecond: 10 } as const;

/**
 * Who shakes hands with the socket gateway: by the same cookie as requests, from the same address, and only from our own
 * pages. Whoever is refused is in the audit log; nobody is looked for while too many of a network were refused.
 */
export function authenticateHandshake(doors: Doors) {
  const {
    parseCookie,
    authenticate,
    publicOrigin,
    trustProxy,
    refusals,
    failures = createSourceLimit(FAILURES),
  } = doors;
  return async (request: IncomingMessage): Promise<{ signedIn: SignedIn; address: string }> => {
    const { headers } = request;
    const address = clientAddress(request, trustProxy);
    const network = networkOf(address);
    if (!failures.hasLeft(network)) throw new DomainError('rate_limited', 'too many failed handshakes');
    const token = parseCookie(headers.cookie ?? '')[SESSION_COOKIE] ?? '';
    try {
      if (!isOwnOrigin(headers, publicOrigin)) throw new DomainError('forbidden', 'foreign origin');
      return { signedIn: await authenticate(token, address), address };
    } catch (error) {
      if (error instanceof DomainError && error.code !== 'unavailable') {
        failures.allows(network);
        refusals.socket({ route: 'handshake', code: error.code, address, token });
      }
      throw error;
    }
  };
}
