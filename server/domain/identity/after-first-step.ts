import type { User } from '../access/user.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { maySignIn } from './may-sign-in.ts';
import { type OpenedSession, openSession, type Visit } from './open-session.ts';
import type { CeremonyOptions } from './passkey-ceremonies.ts';
import { type SecondFactor, secondFactorsOf } from './second-factors.ts';

export interface SecondStep {
  /** Good for a few minutes and a few tries. */
  readonly ticket: string;
  readonly needs: readonly SecondFactor[];
  /** For the browser, where a passkey will do. */
  readonly passkey: CeremonyOptions | null;
}

export type SignInAnswer = { readonly opened: OpenedSession } | { readonly secondStep: SecondStep };

export interface FirstStep extends Visit {
  readonly user: User;
  /** As it was when the step was done (AccountStore.waysIn). */
  readonly waysIn: string;
  /** What its tries were counted against. */
  readonly login: string;
  readonly means: 'password' | 'open_id';
}

const SECOND_STEP_MS = 5 * 60_000;
export const TRIES_A_TICKET = 5;

/**
 * A session for whoever has set up no second factor; the second step for everybody else. Whoever may not work is told
 * neither (unauthenticated).
 */
export function afterFirstStep(deps: IdentityDeps) {
  const { database, clock, limiter, passkeys, tickets } = deps;
  const open = openSession(deps);
  const may = maySignIn(deps);
  return async ({ user, waysIn, login, means, ...visit }: FirstStep): Promise<SignInAnswer> => {
    if (!(await may(user, visit.address))) throw new DomainError('unauthenticated', 'may not work');
    const factors = await database.read.factors.ofUser(user.id);
    const needs = secondFactorsOf(factors);
    if (needs.length === 0) {
      const opened = await open({ ...visit, user, waysIn, means });
      await limiter.succeeded(login, visit.address, means === 'password' ? user.id : null);
      return { opened };
    }
    const ceremony = needs.includes('passkey') ? await passkeys.beginSignIn(factors.passkeys) : null;
    const until = new Date(clock.now().getTime() + SECOND_STEP_MS);
    const ticket = await tickets.issue(
      'second_factor',
      {
        userId: user.id,
        waysIn,
        login,
        firstStep: means,
        challenge: ceremony?.challenge ?? null,
        triesLeft: TRIES_A_TICKET,
        until: until.toISOString(),
      },
      SECOND_STEP_MS,
    );
    return { secondStep: { ticket, needs, passkey: ceremony?.options ?? null } };
  };
}
