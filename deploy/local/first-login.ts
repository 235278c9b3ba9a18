import { readFileSync } from 'node:fs';
import { verify } from '@node-rs/argon2';
import pg from 'pg';

/** What the seed of the demo company leaves for the person at the keyboard; only this machine's user may read it. */
export interface FirstLogin {
  readonly director: { readonly email: string; readonly password: string };
  readonly users: readonly FirstLoginUser[];
}

export interface FirstLoginUser {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly sipUsername: string;
  readonly sipPassword: string;
  readonly extension: string;
}

export const FIRST_LOGIN_FILE = 'var/first-login.json';

export function readFirstLogin(): FirstLogin | null {
  try {
    return JSON.parse(readFileSync(FIRST_LOGIN_FILE, 'utf8')) as FirstLogin;
  } catch {
    return null;
  }
}

/** The director's first password while it still opens the door; null once it was changed or is not known here. */
export async function firstLoginStillValid(databaseUrl: string): Promise<FirstLogin['director'] | null> {
  const director = readFirstLogin()?.director;
  if (!director) return null;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE email = $1',
      [director.email],
    );
    const hash = rows[0]?.password_hash;
    return hash && (await verify(hash, director.password)) ? director : null;
  } finally {
    await client.end();
  }
}

export async function hasNoUsers(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query('SELECT 1 FROM users LIMIT 1')).rowCount === 0;
  } finally {
    await client.end();
  }
}
