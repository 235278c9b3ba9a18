import pg from 'pg';
import { demoContacts } from './demo-contacts.ts';
import { OUTCOMES, PROJECT_MEMBERS, PROJECT_NUMBERS, PROJECTS, TRUNKS } from './demo-telephony.ts';
import { agentStateRows, DEMO_USERS, emailOf, makeCredentials, userRows } from './demo-users.ts';
import { insertRows } from './insert-rows.ts';

export interface FirstLogin {
  readonly director: { readonly email: string; readonly password: string };
  readonly users: readonly {
    readonly name: string;
    readonly email: string;
    readonly password: string;
    readonly sipUsername: string;
    readonly sipPassword: string;
    readonly extension: string;
  }[];
}

export interface SeedOptions {
  readonly now: Date;
  /** One password for everybody's sign-in and phone; without it everybody gets new ones. */
  readonly password?: string;
  /** Called with the passwords before they become true. */
  readonly keep?: (login: FirstLogin) => void;
}

/** Fills an empty database with a demo company, in one transaction; null if it has users already. */
export async function seedDemoCompany(databaseUrl: string, options: SeedOptions): Promise<FirstLogin | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    // a second seed at the same moment waits here, and then finds users
    await client.query('LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE');
    if ((await client.query('SELECT 1 FROM users LIMIT 1')).rowCount !== 0) return null;
    const credentials = makeCredentials(options.password);
    await insertRows(client, 'users', await userRows(credentials, options.now));
    await insertRows(client, 'agent_states', agentStateRows(options.now));
    await insertRows(client, 'trunks', TRUNKS);
    await insertRows(client, 'projects', PROJECTS);
    await insertRows(client, 'project_numbers', PROJECT_NUMBERS);
    await insertRows(client, 'project_members', PROJECT_MEMBERS);
    await insertRows(client, 'outcomes', OUTCOMES);
    for (const [table, rows] of Object.entries(demoContacts(options.now)))
      await insertRows(client, table, rows);
    const login = firstLogin(credentials);
    options.keep?.(login);
    await client.query('COMMIT');
    return login;
  } finally {
    await client.end(); // ends an open transaction too
  }
}

function firstLogin(credentials: ReturnType<typeof makeCredentials>): FirstLogin {
  const users = DEMO_USERS.filter(({ status }) => !status).map(({ login, name, extension }) => ({
    name,
    email: emailOf(login),
    sipUsername: login,
    extension,
    ...credentials.get(login)!,
  }));
  const director = DEMO_USERS.find(({ role }) => role === 'director')!;
  return {
    director: { email: emailOf(director.login), password: credentials.get(director.login)!.password },
    users,
  };
}
