import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Seals } from '#domain/shared/seals.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param secretKey what the installation keeps (SECRET_KEY); each use has a key of its own, derived by HKDF (RFC 5869) */
export function createSeals(secretKey: string): Seals {
  const keyFor = (use: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secretKey, '', `ringdesk ${use}`, 32));
  const sealing = keyFor('seal');
  const signing = keyFor('sign');
  return {
    seal(purpose, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    unseal(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]);
      return text.toString('utf8');
    },
    sign: (purpose, text) => createHmac('sha256', signing).update(`${purpose}\0${text}`).digest('base64url'),
  };
}
