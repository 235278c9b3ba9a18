import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { IdentityDeps } from './identity-deps.ts';

/**
 * Before somebody's ways in are changed: an open window alone is not enough. Wrong tries are counted like sign-ins.
 * Throws invalid (`field`), rate_limited, unavailable.
 */
export function confirmPassword({
  database,
  limiter,
  passwords,
}: Pick<IdentityDeps, 'database' | 'limiter' | 'passwords'>) {
  return async (actor: Actor, password: string, field = 'password'): Promise<void> => {
    const counted = `password of ${actor.userId}`;
    if (!(await limiter.mayTry(counted, actor.address))) {
      throw new DomainError('rate_limited', 'too many wrong passwords');
    }
    const hash = await database.read.accounts.passwordHash(actor.userId);
    if (hash === null || !(await passwords.verify(hash, password))) {
      throw new DomainError('invalid', 'wrong password', { [field]: 'wrong_password' });
    }
    await limiter.succeeded(counted, actor.address);
  };
}
