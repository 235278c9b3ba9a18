import { createHash, randomBytes } from 'node:crypto';
import { SIP_REALM } from './sip-account-store.ts';

/**
 * A phone has a password of its own: of the one people sign in with nothing weaker than argon2id is kept, and digest
 * authentication needs an MD5. 96 bits, to be typed into a phone once.
 */
export const newPhonePassword = (): string => randomBytes(12).toString('base64url');

/** What is kept of it (RFC 2617, HA1). */
export const ha1Of = (login: string, phonePassword: string): string =>
  createHash('md5').update(`${login}:${SIP_REALM}:${phonePassword}`).digest('hex');
