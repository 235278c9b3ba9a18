import type { Factors } from './factor-store.ts';

/** What may be asked for after the first step, the handiest first. */
export const secondFactors = ['passkey', 'totp', 'recovery_code'] as const;
export type SecondFactor = (typeof secondFactors)[number];

/** An app or a passkey turns the second step on; recovery codes only stand in for them. */
export function secondFactorsOf({
  totpSince,
  passkeys,
  recoveryCodesLeft,
}: Factors): readonly SecondFactor[] {
  const isOn = totpSince !== null || passkeys.length > 0;
  const has: Readonly<Record<SecondFactor, boolean>> = {
    passkey: passkeys.length > 0,
    totp: totpSince !== null,
    recovery_code: isOn && recoveryCodesLeft > 0,
  };
  return secondFactors.filter((factor) => has[factor]);
}
