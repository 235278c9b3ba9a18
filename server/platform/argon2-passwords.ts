import { hash, verify } from '@node-rs/argon2';

/** OWASP's second recommendation for argon2id, the library's default kind: 19 MiB, two passes, one lane. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const argon2Passwords = {
  hash: (password: string): Promise<string> => hash(password, options),
  /** False also for a hash that is none. */
  verify: (stored: string, password: string): Promise<boolean> => verify(stored, password).catch(() => false),
};
