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

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

/** Those of the first passwords that still open the door, for the director and for one agent. */
export async function firstSignIns(
  databaseUrl: string,
  agent: string,
): Promise<{ director?: SignIn; agent?: SignIn }> {
  const login = readFirstLogin();
  if (!login) return {};
  const stillValid = async (signIn: SignIn | undefined): Promise<SignIn | undefined> => {
    const hash = signIn && (await passwordHashOf(databaseUrl, signIn.email));
    return hash && (await verify(hash, signIn.password)) ? signIn : undefined;
  };
  const [director, agentSignIn] = await Promise.all([
    stillValid(login.director),
    stillValid(login.users.find(({ sipUsername }) => sipUsername === agent)),
  ]);
  return { ...(director && { director }), ...(agentSignIn && { agent: agentSignIn }) };
}

async function passwordHashOf(databaseUrl: string, email: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ hash: string }>(
      'SELECT password_hash AS hash FROM users WHERE email = $1',
      [email],
    );
    return rows[0]?.hash;
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
