import { generateSecret, generateURI, verifySync } from 'otplib';
import type { TotpCodes } from '#domain/identity/totp-codes.ts';

const ISSUER = 'Ringdesk';
/** A step to either side: telephones' clocks are seldom quite right, and people finish typing a little late. */
const TOLERANCE_SECONDS = 30;

/** Six digits, SHA-1, 30 seconds: what every authenticator app knows. */
export const otplibCodes: TotpCodes = {
  newSecret: () => generateSecret({ length: 20 }),
  uriOf: (secret, login) => generateURI({ issuer: ISSUER, label: login, secret }),
  stepOf(secret, code, at) {
    const token = code.replaceAll(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return null;
    const epoch = Math.floor(at.getTime() / 1000);
    const checked = verifySync({ secret, token, epoch, epochTolerance: TOLERANCE_SECONDS });
    return checked.valid && 'timeStep' in checked ? checked.timeStep : null;
  },
};
