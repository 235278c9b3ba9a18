import { DomainError } from '../shared/domain-error.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { type OpenedSession, openSession, type Visit } from './open-session.ts';
import type { CeremonyOptions, PasskeyAnswer } from './passkey-ceremonies.ts';
import { usePasskey } from './use-passkey.ts';

const TICKET_MS = 5 * 60_000;

export interface PasskeySignIn {
  readonly ticket: string;
  readonly options: CeremonyOptions;
}

/** Any passkey the device keeps for this site will do: it says itself whose it is. */
export function beginPasskeySignIn({ passkeys, tickets }: IdentityDeps) {
  return async (): Promise<PasskeySignIn> => {
    const { challenge, options } = await passkeys.beginSignIn(null);
    return { ticket: await tickets.issue('passkey_sign_in', { challenge }, TICKET_MS), options };
  };
}

export interface PasskeySignInInput extends Visit {
  readonly ticket: string;
  readonly answer: PasskeyAnswer;
}

/**
 * A passkey is both steps in one: the device, and the finger, face or PIN it asked for. Throws unauthenticated (a passkey
 * of nobody's, a copied one, or its user may not work), too_late (the ticket is over), rate_limited, unavailable.
 */
export function signInPasskey(deps: IdentityDeps) {
  const { database, limiter, refusals, tickets } = deps;
  const open = openSession(deps);
  const use = usePasskey(deps);
  return async ({ ticket, answer, ...visit }: PasskeySignInInput): Promise<OpenedSession> => {
    const facts = await tickets.take('passkey_sign_in', ticket);
    if (!facts) throw new DomainError('too_late', 'no such ticket');
    const counted = `passkey ${answer.id}`;
    if (!(await limiter.mayTry(counted, visit.address))) {
      throw new DomainError('rate_limited', 'too many sign-ins with this passkey or from this address');
    }
    const { accounts, factors } = database.read;
    const known = await factors.passkey(answer.id);
    const owner = known && (await accounts.user(known.userId));
    // before the passkey is used: one that is taken away after it opens nothing any more
    const waysIn = owner && (await accounts.waysIn(owner.id));
    const user = (await use(facts.challenge, answer)) && owner;
    if (!user || waysIn === null) {
      const told = { reason: owner ? 'wrong_passkey' : 'unknown_passkey' };
      refusals.signInStep({ address: visit.address, user: owner, facts: told });
      throw new DomainError('unauthenticated', 'no such passkey');
    }
    const opened = await open({ ...visit, user, waysIn, means: 'passkey' });
    await limiter.succeeded(counted, visit.address);
    return opened;
  };
}
