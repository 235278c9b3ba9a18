import type { Actor } from '../access/actor.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { NewId } from '../shared/ids.ts';
import { ownChange } from './audit-words.ts';
import { confirmPassword } from './confirm-password.ts';
import type { IdentityDeps } from './identity-deps.ts';
import type { IdentityStores } from './identity-stores.ts';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import { secondFactorsOf } from './second-factors.ts';

/** A new set; the one before is worth nothing from now on. Throws invalid (password), conflict (no second factor). */
export function renewRecoveryCodes(deps: IdentityDeps) {
  const { database, clock, newId } = deps;
  const confirm = confirmPassword(deps);
  return async ({ actor, password }: { actor: Actor; password: string }): Promise<readonly string[]> => {
    await confirm(actor, password);
    const codes = newRecoveryCodes();
    await database.transaction(async (stores) => {
      await stores.factors.lock(actor.userId);
      if (secondFactorsOf(await stores.factors.ofUser(actor.userId)).length === 0) {
        throw new DomainError('conflict', 'there is nothing they would stand in for');
      }
      await putRecoveryCodes(stores, newId, actor.userId, codes);
      await stores.audit.write(ownChange(clock.now(), actor, 'user:recovery_codes_renewed'));
    });
    return codes;
  };
}

export function putRecoveryCodes(
  { factors }: IdentityStores,
  newId: NewId,
  userId: string,
  codes: readonly string[],
): Promise<void> {
  return factors.replaceRecoveryCodes(
    userId,
    codes.map((code) => ({ id: newId(), codeHash: recoveryCodeHash(code) })),
  );
}
