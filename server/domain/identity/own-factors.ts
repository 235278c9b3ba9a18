import type { IdentityDeps } from './identity-deps.ts';
import type { LinkedIdentity } from './open-id-identity-store.ts';
import type { PasskeyView } from './passkey.ts';

export interface FactorsView {
  /** Null: no authenticator app is set up. */
  readonly totpSince: Date | null;
  readonly passkeys: readonly PasskeyView[];
  readonly recoveryCodesLeft: number;
  /** Accounts elsewhere that open the desk. */
  readonly identities: readonly LinkedIdentity[];
  /** Where passkeys can be made and used. */
  readonly passkeyOrigin: string;
}

export function listOwnFactors({ database, passkeys }: IdentityDeps) {
  return async ({ userId }: { readonly userId: string }): Promise<FactorsView> => ({
    ...(await database.read.factors.ofUser(userId)),
    identities: await database.read.openIdIdentities.ofUser(userId),
    passkeyOrigin: passkeys.origin,
  });
}
