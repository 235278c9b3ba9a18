import { createHash, randomInt } from 'node:crypto';

const CODES = 10;
const LENGTH = 10;
/** Without what is easily misread: 0 and O, 1, I and L. 31 signs: 49 bits a code. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** For the day the telephone is lost: shown once, each good for one sign-in. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: CODES }, () => {
    const signs = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    return `${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
  });
}

/** SHA-256, however it was typed: a random code needs no slow hash. */
export function recoveryCodeHash(code: string): string {
  return createHash('sha256').update(code.replaceAll(/[\s-]/g, '').toUpperCase()).digest('base64url');
}
