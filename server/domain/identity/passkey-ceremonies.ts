import type { KnownPasskey, Passkey } from './passkey.ts';

/** Of WebAuthn, as its JSON forms have it; only the library looks inside. */
export type CeremonyOptions = Readonly<Record<string, unknown>>;

export interface Ceremony {
  /** What the answer must be made for; kept here meanwhile, and used once. */
  readonly challenge: string;
  readonly options: CeremonyOptions;
}

/** What a browser sends back. */
export interface PasskeyAnswer {
  readonly id: string;
  readonly response: Readonly<Record<string, unknown>>;
}

export interface PasskeyHolder {
  readonly id: string;
  readonly login: string;
  readonly name: string;
}

/** Making and using passkeys for one site. The device asks for finger, face or PIN each time (user verification). */
export interface PasskeyCeremonies {
  /** Where passkeys of this installation work: the origin its pages must be opened at. */
  readonly origin: string;
  beginRegistration(holder: PasskeyHolder, known: readonly KnownPasskey[]): Promise<Ceremony>;
  /** Null: not an answer to this challenge from a page of ours. */
  finishRegistration(
    challenge: string,
    answer: PasskeyAnswer,
  ): Promise<Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'transports'> | null>;
  /** `known` null: any passkey the device keeps for this site. */
  beginSignIn(known: readonly KnownPasskey[] | null): Promise<Ceremony>;
  /** The counter of the answer; null: not an answer to this challenge by this passkey, or for somebody else. */
  finishSignIn(challenge: string, answer: PasskeyAnswer, passkey: Passkey): Promise<number | null>;
}
