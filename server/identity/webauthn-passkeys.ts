import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { isIP } from 'node:net';
import type { Passkey } from '#domain/identity/passkey.ts';
import type {
  CeremonyOptions,
  PasskeyAnswer,
  PasskeyCeremonies,
} from '#domain/identity/passkey-ceremonies.ts';

const NAME = 'Ringdesk';
const TIMEOUT_MS = 120_000;

/** @param publicUrl where browsers find us: passkeys are made for its host and used from its pages alone */
export function webauthnPasskeys(publicUrl: URL): PasskeyCeremonies {
  const { origin, hostname: rpID } = passkeySite(publicUrl);
  return {
    origin,
    async beginRegistration(holder, known) {
      const options = await generateRegistrationOptions({
        rpName: NAME,
        rpID,
        userID: handleOf(holder.id),
        userName: holder.login,
        userDisplayName: holder.name,
        timeout: TIMEOUT_MS,
        attestationType: 'none',
        excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      return { challenge: options.challenge, options: options as unknown as CeremonyOptions };
    },
    async finishRegistration(expectedChallenge, answer) {
      const response = answer as unknown as RegistrationResponseJSON;
      const checked = await verifyRegistrationResponse({
        response,
        expectedChallenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
      }).catch(() => null);
      if (!checked?.verified) return null;
      const { id, publicKey, counter } = checked.registrationInfo.credential;
      return { id, publicKey, counter, transports: response.response.transports ?? [] };
    },
    async beginSignIn(known) {
      const options = await generateAuthenticationOptions({
        rpID,
        timeout: TIMEOUT_MS,
        userVerification: 'required',
        ...(known && {
          allowCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
        }),
      });
      return { challenge: options.challenge, options: options as unknown as CeremonyOptions };
    },
    async finishSignIn(expectedChallenge, answer, passkey) {
      if (!isFor(passkey, answer)) return null;
      const checked = await verifyAuthenticationResponse({
        response: answer as unknown as AuthenticationResponseJSON,
        expectedChallenge,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
        credential: {
          id: passkey.id,
          publicKey: new Uint8Array(passkey.publicKey),
          counter: passkey.counter,
        },
      }).catch(() => null);
      return checked?.verified ? checked.authenticationInfo.newCounter : null;
    },
  };
}

/** Passkeys are for names, not for addresses; this machine's own address has one. */
function passkeySite(publicUrl: URL): URL {
  const site = new URL(publicUrl.origin);
  const { hostname } = site;
  if ((isIP(hostname) === 4 && hostname.startsWith('127.')) || hostname === '[::1]')
    site.hostname = 'localhost';
  return site;
}

const handleOf = (userId: string) => new Uint8Array(Buffer.from(userId));

/** Devices say whose a passkey is when they were asked for any; then it must be its user. */
function isFor(passkey: Passkey, answer: PasskeyAnswer): boolean {
  const { userHandle } = answer.response;
  if (userHandle === undefined || userHandle === null) return true;
  return Buffer.from(String(userHandle), 'base64url').toString() === passkey.userId;
}
