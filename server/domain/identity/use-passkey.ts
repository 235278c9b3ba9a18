import type { IdentityDeps } from './identity-deps.ts';
import type { Passkey } from './passkey.ts';
import type { PasskeyAnswer } from './passkey-ceremonies.ts';

/** The passkey that answers the challenge, its use counted; null: none of ours, or a copy of one. */
export function usePasskey({ database, clock, passkeys }: IdentityDeps) {
  return async (challenge: string, answer: PasskeyAnswer): Promise<Passkey | null> => {
    const { factors } = database.read;
    const passkey = await factors.passkey(answer.id);
    if (!passkey) return null;
    const counter = await passkeys.finishSignIn(challenge, answer, passkey);
    if (counter === null) return null;
    return (await factors.usePasskey(passkey.id, counter, clock.now())) ? passkey : null;
  };
}
