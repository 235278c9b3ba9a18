import { newToken } from '../access/session.ts';
import { DomainError } from '../shared/domain-error.ts';
import { afterFirstStep, type SignInAnswer } from './after-first-step.ts';
import type { IdentityDeps } from './identity-deps.ts';
import type { Visit } from './open-session.ts';

export interface Credentials extends Visit {
  /** Or e-mail. */
  readonly login: string;
  readonly password: string;
}

/**
 * A wrong password, an unknown login and a user who may not work are refused alike ('unauthenticated'), with the same
 * work done. Throws rate_limited, unavailable.
 */
export function signIn(deps: IdentityDeps) {
  const { database, passwords, limiter } = deps;
  const goOn = afterFirstStep(deps);
  // verified against when there is no such user, so that the answer takes as long
  let nobodysHash: Promise<string> | undefined;

  return async ({ password, ...credentials }: Credentials): Promise<SignInAnswer> => {
    const login = credentials.login.toLowerCase();
    const { address } = credentials;
    if (!(await limiter.mayTry(login, address))) {
      throw new DomainError('rate_limited', 'too many sign-ins with this login or from this address');
    }
    const found = await database.read.accounts.findForSignIn(login);
    const hash = found?.passwordHash ?? (await (nobodysHash ??= passwords.hash(newToken())));
    // counted meanwhile, and refused like a wrong password: that two names share a count tells that somebody has both
    const [isRight, mayTry] = await Promise.all([
      passwords.verify(hash, password),
      found && limiter.mayTryAt(found.user.id, address),
    ]);
    if (!found || !isRight || !mayTry) throw new DomainError('unauthenticated', 'wrong login or password');
    const { user, waysIn } = found;
    return goOn({ ...credentials, login, user, waysIn, means: 'password' });
  };
}
