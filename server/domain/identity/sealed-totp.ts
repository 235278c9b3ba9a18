import type { Seals } from '../shared/seals.ts';

/** Sealed for its user: a secret copied into another user's row opens nothing. */
const purposeOf = (userId: string): string => `totp secret of ${userId}`;

export const sealTotp = (seals: Seals, userId: string, secret: string): string =>
  seals.seal(purposeOf(userId), secret);

export const unsealTotp = (seals: Seals, userId: string, sealed: string): string =>
  seals.unseal(purposeOf(userId), sealed);
