import type { User } from '../access/user.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { type OpenedSession, openSession, type Visit } from './open-session.ts';
import type { PasskeyAnswer } from './passkey-ceremonies.ts';
import { recoveryCodeHash } from './recovery-codes.ts';
import { unsealTotp } from './sealed-totp.ts';
import type { TicketFacts } from './tickets.ts';
import { usePasskey } from './use-passkey.ts';

export type SecondProof =
  | { readonly kind: 'totp'; readonly code: string }
  | { readonly kind: 'recovery_code'; readonly code: string }
  | { readonly kind: 'passkey'; readonly answer: PasskeyAnswer };

export interface SecondFactorInput extends Visit {
  readonly ticket: string;
  readonly proof: SecondProof;
}

/**
 * The second step of a sign-in. Whatever is wrong with the proof is refused alike (unauthenticated), and counted like a
 * wrong password. Throws too_late (the ticket is over: begin again), rate_limited, unavailable.
 */
export function signInSecondFactor(deps: IdentityDeps) {
  const { database, clock, limiter, refusals, tickets } = deps;
  const open = openSession(deps);
  const isProof = checkProof(deps);
  return async ({ ticket, proof, ...visit }: SecondFactorInput): Promise<OpenedSession> => {
    const facts = await tickets.take('second_factor', ticket);
    const user = facts && (await database.read.accounts.user(facts.userId));
    if (!facts || !user || (await database.read.accounts.waysIn(user.id)) !== facts.waysIn) {
      throw new DomainError('too_late', 'no such ticket');
    }
    if (!(await limiter.mayTry(user.login, visit.address))) {
      throw new DomainError('rate_limited', 'too many sign-ins with this login or from this address');
    }
    if (!(await isProof(user, facts, proof))) {
      const triesLeft = facts.triesLeft - 1;
      const leftMs = Date.parse(facts.until) - clock.now().getTime();
      if (triesLeft > 0 && leftMs > 0) {
        await tickets.putBack('second_factor', ticket, { ...facts, triesLeft }, leftMs);
      }
      const told = { reason: 'wrong_second_factor', factor: proof.kind };
      refusals.signInStep({ address: visit.address, user, facts: told });
      throw new DomainError('unauthenticated', 'wrong second factor');
    }
    const opened = await open({
      ...visit,
      user,
      waysIn: facts.waysIn,
      means: `${facts.firstStep}_and_${proof.kind}`,
    });
    await limiter.succeeded(user.login, visit.address);
    await limiter.succeeded(facts.login, visit.address, facts.firstStep === 'password' ? user.id : null);
    return opened;
  };
}

/** Each kind is used up in one statement: of two who show the same code at once, one is let in. */
function checkProof(deps: IdentityDeps) {
  const { database, clock, totpCodes, seals } = deps;
  const { factors } = database.read;
  const use = usePasskey(deps);
  return async (user: User, facts: TicketFacts['second_factor'], proof: SecondProof): Promise<boolean> => {
    if (proof.kind === 'recovery_code') {
      return factors.takeRecoveryCode(user.id, recoveryCodeHash(proof.code), clock.now());
    }
    if (proof.kind === 'passkey') {
      return facts.challenge !== null && (await use(facts.challenge, proof.answer))?.userId === user.id;
    }
    const totp = await factors.totp(user.id);
    if (!totp?.confirmedAt) return false;
    const step = totpCodes.stepOf(unsealTotp(seals, user.id, totp.sealed), proof.code, clock.now());
    return step !== null && factors.takeTotpStep(user.id, step);
  };
}
