import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import { type FactorChange, changeFactors } from './change-factors.ts';
import { confirmPassword } from './confirm-password.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { sealTotp, unsealTotp } from './sealed-totp.ts';

export interface TotpOffer {
  /** To be typed where no picture can be taken. */
  readonly secret: string;
  readonly uri: string;
}

/** Nothing is asked for at sign-in before a code of it was shown (confirmTotp). Throws invalid (password), conflict. */
export function beginTotp(deps: IdentityDeps) {
  const { database, clock, seals, totpCodes } = deps;
  const confirm = confirmPassword(deps);
  return async ({ actor, password }: { actor: Actor; password: string }): Promise<TotpOffer> => {
    await confirm(actor, password);
    const user = await database.read.accounts.user(actor.userId);
    if (!user) throw new DomainError('unauthenticated', 'no such user');
    const secret = totpCodes.newSecret();
    const sealed = sealTotp(seals, user.id, secret);
    if (!(await database.read.factors.putTotp(user.id, sealed, clock.now()))) {
      throw new DomainError('conflict', 'an app is set up already');
    }
    return { secret, uri: totpCodes.uriOf(secret, user.login) };
  };
}

export interface TotpConfirmation {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly code: string;
}

/** From now on it is asked for. Throws invalid (code), not_found (nothing to confirm). */
export function confirmTotp(deps: IdentityDeps) {
  const { clock, seals, totpCodes } = deps;
  const change = changeFactors(deps);
  return ({ actor, sessionId, code }: TotpConfirmation): Promise<FactorChange> =>
    change(
      { actor, sessionId, action: 'user:factor_added', facts: { factor: 'totp' } },
      async ({ factors }) => {
        const totp = await factors.totp(actor.userId);
        if (!totp || totp.confirmedAt) throw new DomainError('not_found', 'nothing to confirm');
        const now = clock.now();
        const step = totpCodes.stepOf(unsealTotp(seals, actor.userId, totp.sealed), code, now);
        if (step === null) throw new DomainError('invalid', 'wrong code', { code: 'wrong_code' });
        if (!(await factors.confirmTotp(actor.userId, totp.sealed, step, now))) {
          throw new DomainError('conflict', 'set up anew meanwhile');
        }
      },
    );
}

export interface TotpRemoval {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly password: string;
}

/** Throws invalid (password), not_found. */
export function removeTotp(deps: IdentityDeps) {
  const confirm = confirmPassword(deps);
  const change = changeFactors(deps);
  return async ({ actor, sessionId, password }: TotpRemoval): Promise<FactorChange> => {
    await confirm(actor, password);
    return change(
      { actor, sessionId, action: 'user:factor_removed', facts: { factor: 'totp' } },
      async ({ factors }) => {
        if (!(await factors.deleteTotp(actor.userId))) throw new DomainError('not_found', 'no app is set up');
      },
    );
  };
}
