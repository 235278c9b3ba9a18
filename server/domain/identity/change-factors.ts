import type { Actor } from '../access/actor.ts';
import type { AuditAction, AuditFacts } from '../audit/audit-entry.ts';
import { ownChange } from './audit-words.ts';
import type { IdentityDeps } from './identity-deps.ts';
import type { IdentityStores } from './identity-stores.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import { renewSession } from './renew-session.ts';
import { putRecoveryCodes } from './renew-recovery-codes.ts';
import { secondFactorsOf } from './second-factors.ts';

export interface FactorChange {
  /** Of the session it was done in, which is renewed. */
  readonly token: string;
  /** With the first factor: shown this once. */
  readonly recoveryCodes: readonly string[] | null;
}

interface ChangeTold {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly action: AuditAction;
  readonly facts: AuditFacts;
}

/**
 * One change of somebody's second factors: one at a time for a user, on the log, the session renewed. The first factor
 * brings recovery codes, the last takes them along.
 */
export function changeFactors({ database, clock, newId, sessionAnnouncer }: IdentityDeps) {
  return async (told: ChangeTold, work: (stores: IdentityStores) => Promise<void>): Promise<FactorChange> => {
    const { actor, sessionId, action, facts } = told;
    const { renewed, recoveryCodes } = await database.transaction(async (stores) => {
      await stores.factors.lock(actor.userId);
      await work(stores);
      const factors = await stores.factors.ofUser(actor.userId);
      const isOn = secondFactorsOf(factors).length > 0;
      const recoveryCodes = isOn && factors.recoveryCodesLeft === 0 ? newRecoveryCodes() : null;
      if (recoveryCodes || !isOn) await putRecoveryCodes(stores, newId, actor.userId, recoveryCodes ?? []);
      const renewed = await renewSession(stores, sessionId);
      await stores.audit.write(ownChange(clock.now(), actor, action, facts));
      return { renewed, recoveryCodes };
    });
    sessionAnnouncer.moved(sessionId, renewed.id);
    return { token: renewed.token, recoveryCodes };
  };
}
