import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import { loadContacts } from './million-contacts.ts';

/** Owns all contacts of a bench, whoever works in it. */
const OWNER_LOGIN = 'bench-owner';

/** Tables are looked at a minute after they were filled, and statements over them planned anew: not while it is measured. */
export async function settleStatistics(database: pg.Pool): Promise<void> {
  await database.query(
    'VACUUM ANALYZE users, sessions, desk_windows, registrations, agent_states, project_members',
  );
}

/** The database the bench runner gives and keeps: its contacts stay, everything else goes. Answers with its URL. */
export async function prepareBenchDatabase(contacts: number): Promise<string> {
  const { DATABASE_URL: url } = process.env;
  if (!url) throw new Error('DATABASE_URL is missing: run this with npm run bench:….');
  const database = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM contacts');
    const isLoaded = rows[0]?.count === contacts;
    await database.query(
      `TRUNCATE ${isLoaded ? '' : 'users, contacts,'} calls, call_legs, wrap_ups, timeline_entries, sessions,
         registrations, desk_windows, agent_states, project_members, project_numbers, outcomes, meeting_attempts, meetings,
         trunks, projects CASCADE`,
    );
    await database.query('UPDATE users SET responsible_id = NULL');
    await database.query('DELETE FROM users WHERE login <> $1', [OWNER_LOGIN]);
    if (isLoaded) return url;
    console.error(`loading ${contacts} contacts`);
    const ownerId = randomUUID();
    await database.query(
      `INSERT INTO users (id, login, email, name, password_hash, role)
       VALUES ($1, $2, 'owner@bench.example', 'Olaf Owner', $3, 'manager')`,
      [ownerId, OWNER_LOGIN, await hash(randomUUID())],
    );
    await loadContacts(database, contacts, ownerId);
    // what a bulk load leaves behind must not be measured
    await database.query('VACUUM ANALYZE users, contacts, contact_numbers');
    await database.query('CHECKPOINT');
    return url;
  } finally {
    await database.end();
  }
}

/** Puts the owner of the contacts into a team, so that its agents see them. */
export async function ownerJoins(database: pg.Pool, headId: string): Promise<void> {
  await database.query('UPDATE users SET responsible_id = $1 WHERE login = $2', [headId, OWNER_LOGIN]);
}
