import { startAuthentication, startRegistration } from '@simplewebauthn/browser';

type Options = Readonly<Record<string, unknown>>;

/** Why the browser gave no passkey. */
export type NoPasskey = 'not_now' | 'known_already' | 'wrong_place';

export class PasskeyError extends Error {
  readonly reason: NoPasskey;

  constructor(reason: NoPasskey) {
    super(reason);
    this.name = 'PasskeyError';
    this.reason = reason;
  }
}

/** Browsers know passkeys on secure pages alone, and for names, not for addresses. */
export function arePasskeysKnown(): boolean {
  const { hostname } = window.location;
  const isAddress = /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
  return 'PublicKeyCredential' in window && !isAddress;
}

/** Throws PasskeyError. */
export function makePasskey(options: Options): Promise<unknown> {
  return asked(startRegistration({ optionsJSON: options as never }));
}

/** Throws PasskeyError. */
export function usePasskey(options: Options): Promise<unknown> {
  return asked(startAuthentication({ optionsJSON: options as never }));
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new PasskeyError(reasonOf(error instanceof Error ? error.name : ''));
  }
}

function reasonOf(name: string): NoPasskey {
  if (name === 'InvalidStateError') return 'known_already';
  return name === 'SecurityError' ? 'wrong_place' : 'not_now';
}
