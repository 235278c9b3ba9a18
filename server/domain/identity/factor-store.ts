import type { Passkey } from './passkey.ts';

export interface TotpSecret {
  readonly sealed: string;
  readonly confirmedAt: Date | null;
}

/** What a user has set up besides the password. */
export interface Factors {
  readonly totpSince: Date | null;
  readonly passkeys: readonly Passkey[];
  readonly recoveryCodesLeft: number;
}

/** Each method that says whether it did it decides a race: only one of several at once hears true. */
export interface FactorStore {
  ofUser(userId: string): Promise<Factors>;
  /** Until the transaction ends nobody else changes how this user signs in, or signs in as this user. */
  lock(userId: string): Promise<void>;

  totp(userId: string): Promise<TotpSecret | null>;
  /** In place of one that was never confirmed; false: a confirmed one is there. */
  putTotp(userId: string, sealed: string, at: Date): Promise<boolean>;
  /** False: confirmed already, or set up anew meanwhile. */
  confirmTotp(userId: string, sealed: string, step: number, at: Date): Promise<boolean>;
  /** False: a code of this step or of a later one was taken before. */
  takeTotpStep(userId: string, step: number): Promise<boolean>;
  deleteTotp(userId: string): Promise<boolean>;

  /** The ones before are worth nothing any more. */
  replaceRecoveryCodes(userId: string, codes: readonly { id: string; codeHash: string }[]): Promise<void>;
  takeRecoveryCode(userId: string, codeHash: string, at: Date): Promise<boolean>;

  passkey(id: string): Promise<Passkey | null>;
  /** False: it is known already. */
  insertPasskey(passkey: Passkey): Promise<boolean>;
  /** False: the device has counted further before, so there are two of it. */
  usePasskey(id: string, counter: number, at: Date): Promise<boolean>;
  renamePasskey(userId: string, id: string, name: string): Promise<boolean>;
  /** Recovery codes as well; how many apps and passkeys there were. */
  deleteAll(userId: string): Promise<number>;
  /** Its name; null: the user has none of that id. */
  deletePasskey(userId: string, id: string): Promise<string | null>;
}
