import type { IdentityDeps } from './identity-deps.ts';
import type { PasskeyView } from './passkey.ts';

export interface FactorsView {
  /** Null: no authenticator app is set up. */
  readonly totpSince: Date | null;
  readonly passkeys: readonly PasskeyView[];
  readonly recoveryCodesLeft: number;
  /** Where passkeys can be made and used. */
  readonly passkeyOrigin: string;
}

export function listOwnFactors({ database, passkeys }: IdentityDeps) {
  return async ({ userId }: { readonly userId: string }): Promise<FactorsView> => ({
    ...(await database.read.factors.ofUser(userId)),
    passkeyOrigin: passkeys.origin,
  });
}
