import { mayWorkFrom } from '#domain/access/user.ts';
import type { PhoneBinding } from '#domain/agents/phone-binding.ts';
import type { PhoneRegistration } from '#domain/agents/register-phone.ts';
import type { PhoneUnregistration } from '#domain/agents/unregister-phone.ts';
import { SIP_REALM, type SipAccountStore } from '#domain/registrations/sip-account-store.ts';
import type { Clock } from '#domain/shared/clock.ts';
import type { Logger } from '#platform/logger.ts';
import { parseNameAddress, parseUri } from '../sip/header-values.ts';
import type { IncomingRequest } from '../sip/incoming-request.ts';
import type { SourceLimit } from '#platform/source-limit.ts';
import {
  type BindingChange,
  type BindingRequest,
  readBindingRequest,
  SHORTEST_EXPIRY_SECONDS,
} from './contacts.ts';
import { isClaimProven, readDigestClaim } from './digest.ts';
import type { Nonces } from './nonces.ts';

export interface RegistrarDeps {
  readonly accounts: SipAccountStore;
  readonly registerPhone: (
    input: PhoneRegistration,
  ) => Promise<{ readonly isAccepted: boolean; readonly bindings: readonly PhoneBinding[] }>;
  readonly unregisterPhone: (
    input: PhoneUnregistration,
  ) => Promise<{ readonly bindings: readonly PhoneBinding[] }>;
  readonly phonesOf: (userId: string, at: Date) => Promise<readonly PhoneBinding[]>;
  readonly nonces: Nonces;
  /** Requests of one address; and failed proofs of one address, which cost more. */
  readonly requestLimit: SourceLimit;
  readonly failureLimit: SourceLimit;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Nobody's password hash: what is compared when there is no such user, so that both take the same steps. */
const NOBODY = '0'.repeat(32);

/** One REGISTER, from digest to answer (RFC 3261 section 10.3). */
export function receiveRegister(deps: RegistrarDeps) {
  return async (request: IncomingRequest): Promise<void> => {
    const { address } = request.source;
    if (!deps.requestLimit.allows(address) || !deps.failureLimit.hasLeft(address))
      return request.reply(503, { headers: { 'Retry-After': '30' } });
    const login = readLogin(request.header('to'));
    const order = readOrder(request);
    if (login === null || order === null) return request.reply(400);

    const userId = await proveUser(deps, request, login);
    if (userId === null) return;

    const binding = readBindingRequest(request.header('contact'), request.header('expires'), request.source);
    if (binding.kind === 'invalid') return request.reply(400);
    if (binding.kind === 'too_brief')
      return request.reply(423, { headers: { 'Min-Expires': `${SHORTEST_EXPIRY_SECONDS}` } });
    const at = deps.clock.now();
    const userAgent = request.header('user-agent')?.slice(0, 200) ?? null;
    const bindings = await applyBinding(deps, binding, { userId, userAgent, at, ...order });
    // section 10.3 step 7: an update that came out of order is aborted
    if (bindings === null) return request.reply(500, { reason: 'Out of Order' });
    request.reply(200, { headers: contactHeader(bindings, at) });
  };
}

/** The user id, or null when the request has been answered already. */
async function proveUser(
  deps: RegistrarDeps,
  request: IncomingRequest,
  login: string,
): Promise<string | null> {
  const now = deps.clock.now();
  const claim = readDigestClaim(request.header('authorization'));
  if (claim === null || claim.realm !== SIP_REALM) return challenge(deps, request, now, false);
  if (deps.nonces.check(claim.nonce, request.source, now) !== 'fresh')
    return challenge(deps, request, now, true);

  const account = await deps.accounts.find(login);
  const isProven = isClaimProven(claim, account?.ha1 ?? NOBODY, 'REGISTER');
  const mayWork =
    account !== null && mayWorkFrom(request.source.address, account.status, account.allowedRanges);
  if (!mayWork || !isProven || claim.username.toLowerCase() !== login) {
    deps.failureLimit.allows(request.source.address);
    deps.logger.info({ source: request.source.address }, 'a phone could not prove itself');
    request.reply(403);
    return null;
  }
  const count = claim.protection?.nonceCount ?? null;
  if (!deps.nonces.spend(claim.nonce, count, now)) return challenge(deps, request, now, true);
  return account.userId;
}

function challenge(deps: RegistrarDeps, request: IncomingRequest, now: Date, isStale: boolean): null {
  const nonce = deps.nonces.issue(request.source, now);
  const stale = isStale ? ', stale=TRUE' : '';
  request.reply(401, {
    headers: {
      'WWW-Authenticate': `Digest realm="${SIP_REALM}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale}`,
    },
  });
  return null;
}

interface Registrant {
  readonly userId: string;
  readonly userAgent: string | null;
  readonly at: Date;
  readonly sipCallId: string;
  readonly cseq: number;
}

/** The user's bindings afterwards; null when the request came out of order. */
async function applyBinding(
  deps: RegistrarDeps,
  binding: Extract<BindingRequest, { kind: 'fetch' | 'unbind_all' | 'change' }>,
  registrant: Registrant,
): Promise<readonly PhoneBinding[] | null> {
  switch (binding.kind) {
    case 'fetch':
      return deps.phonesOf(registrant.userId, registrant.at);
    case 'unbind_all':
      return (await deps.unregisterPhone({ ...registrant, contactUri: null })).bindings;
    case 'change': {
      let bindings: readonly PhoneBinding[] = [];
      for (const change of binding.changes) {
        const applied = await applyChange(deps, change, registrant);
        if (applied === null) return null;
        bindings = applied;
      }
      return bindings;
    }
  }
}

async function applyChange(
  deps: RegistrarDeps,
  { contactUri, routeUri, transport, expiresSeconds }: BindingChange,
  registrant: Registrant,
): Promise<readonly PhoneBinding[] | null> {
  if (expiresSeconds === 0) return (await deps.unregisterPhone({ ...registrant, contactUri })).bindings;
  const expiresAt = new Date(registrant.at.getTime() + expiresSeconds * 1000);
  const { isAccepted, bindings } = await deps.registerPhone({
    ...registrant,
    contactUri,
    routeUri,
    transport,
    expiresAt,
  });
  return isAccepted ? bindings : null;
}

function contactHeader(bindings: readonly PhoneBinding[], at: Date): Record<string, string> {
  const contacts = bindings.map(({ contactUri, expiresAt }) => {
    const seconds = Math.max(0, Math.round((Date.parse(expiresAt) - at.getTime()) / 1000));
    return `<${contactUri}>;expires=${seconds}`;
  });
  return contacts.length === 0 ? {} : { Contact: contacts.join(', ') };
}

function readLogin(to: string | undefined): string | null {
  const address = to === undefined ? null : parseNameAddress(to);
  const user = address ? parseUri(address.uri)?.user.toLowerCase() : undefined;
  return user ? user : null;
}

const LONGEST_CALL_ID = 255;

function readOrder(request: IncomingRequest): { readonly sipCallId: string; readonly cseq: number } | null {
  const sipCallId = request.header('call-id');
  const cseq = /^\s*(\d{1,10})\s/.exec(request.header('cseq') ?? '')?.[1];
  if (!sipCallId || sipCallId.length > LONGEST_CALL_ID || cseq === undefined || Number(cseq) > 0x7fffffff)
    return null;
  return { sipCallId, cseq: Number(cseq) };
}
