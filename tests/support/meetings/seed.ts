import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Meeting } from '#domain/meetings/meeting.ts';
import { markColumns } from '../access/viewers.ts';
import { insert, insertValues } from '../../../server/data/pg-meeting-statements.ts';

/** Rows that promised calls need, one line a row. */
export interface Seed {
  readonly projectId: string;
  user(role?: 'director' | 'head' | 'manager', responsibleId?: string | null): Promise<string>;
  /** A member of the project, available, with a phone and a window. */
  agent(responsibleId?: string | null): Promise<string>;
  contact(ownerId: string): Promise<string>;
  project(columns: Readonly<Record<string, unknown>>): Promise<void>;
  setAgent(userId: string, status: string): Promise<void>;
  meeting(meeting: Meeting): Promise<Meeting>;
}

export async function seedProject(pool: Pool): Promise<Seed> {
  const projectId = randomUUID();
  await row(pool, 'projects', { id: projectId, name: `Promises ${projectId}`, meeting_remind_seconds: 60 });
  await row(pool, 'trunks', {
    id: randomUUID(),
    name: `Trunk ${projectId}`,
    host: '127.0.0.1',
    channel_limit: 10_000,
  });
  const user: Seed['user'] = async (
    role = 'manager',
    responsibleId: string | null = null,
  ): Promise<string> => {
    const id = randomUUID();
    const who = { login: id, email: `${id}@example.org`, name: `User ${id.slice(0, 4)}`, password_hash: 'x' };
    await row(pool, 'users', { id, ...who, role, responsible_id: responsibleId, ...markColumns(role) });
    return id;
  };
  const soon = new Date(Date.now() + 86_400_000);
  return {
    projectId,
    user,
    agent: async (responsibleId = null) => {
      const id = await user('manager', responsibleId);
      await row(pool, 'project_members', { project_id: projectId, user_id: id });
      await row(pool, 'agent_states', { user_id: id, status: 'available', since: new Date() });
      const phone = {
        contact_uri: `sip:${id}@127.0.0.1`,
        route_uri: 'sip:127.0.0.1',
        transport: 'udp',
        sip_call_id: id,
      };
      await row(pool, 'registrations', {
        id: randomUUID(),
        user_id: id,
        ...phone,
        cseq: 1,
        registered_at: new Date(),
        expires_at: soon,
      });
      const window = { id: `window-${id}`, user_id: id, server_id: 'test' };
      await row(pool, 'desk_windows', { ...window, focused_at: new Date(), lease_until: soon });
      return id;
    },
    contact: async (ownerId) => {
      const id = randomUUID();
      await row(pool, 'contacts', { id, first_name: 'Cora', last_name: 'Contact', owner_id: ownerId });
      return id;
    },
    project: async (columns) => {
      const names = Object.keys(columns);
      const set = names.map((name, index) => `${name} = $${index + 2}`).join(', ');
      await pool.query(`UPDATE projects SET ${set} WHERE id = $1`, [projectId, ...Object.values(columns)]);
    },
    setAgent: async (userId, status) => {
      await pool.query(`UPDATE agent_states SET status = $2, version = version + 1 WHERE user_id = $1`, [
        userId,
        status,
      ]);
    },
    meeting: async (meeting) => {
      const placed = { ...meeting, projectId };
      await pool.query({ text: insert.text, values: insertValues(placed) });
      return placed;
    },
  };
}

async function row(pool: Pool, table: string, columns: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(columns);
  const places = names.map((_name, index) => `$${index + 1}`);
  await pool.query(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(columns),
  );
}
