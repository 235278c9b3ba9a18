import type { AuditSubjectKind } from '#domain/audit/audit-entry.ts';
import type { AuditSubjects, NamedUser } from '#domain/audit/audit-subjects.ts';
import { IDLE_LIMIT_MS } from '#domain/access/session.ts';
import { first, type Queryable, type Statement } from './pg-statement.ts';

const byId = (kind: AuditSubjectKind, table: string, name: string): Statement => ({
  name: `audit-subject-${kind}`,
  text: `SELECT ${name} AS name FROM ${table} WHERE id = $1`,
});

/** What routes name by an id of theirs. */
const findOf: Partial<Readonly<Record<AuditSubjectKind, Statement>>> = {
  user: byId('user', 'users', 'name'),
  contact: byId('contact', 'contacts', 'full_name'),
  organization: byId('organization', 'organizations', 'name'),
  ticket: byId('ticket', 'tickets', 'NULL::text'),
  meeting: byId('meeting', 'meetings', 'NULL::text'),
  call: byId('call', 'calls', 'NULL::text'),
  channel: byId('channel', 'sales_channels', 'name'),
  branch: byId('branch', 'branches', 'name'),
  department: byId('department', 'departments', 'name'),
  group: byId('group', 'user_groups', 'name'),
  address_range: byId('address_range', 'address_ranges', 'range'),
};

const userOfLogin = {
  name: 'audit-user-of-login',
  text: `SELECT id, name FROM users WHERE deleted_at IS NULL AND (login = lower($1) OR lower(email) = lower($1))
         ORDER BY login = lower($1) DESC LIMIT 1`,
};

const userOfSession = {
  name: 'audit-user-of-session',
  text: `SELECT u.id, u.name FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = $1 AND s.expires_at > $2 AND s.last_seen_at > $3`,
};

export function pgAuditSubjects(client: Queryable): AuditSubjects {
  return {
    async find(kind, id) {
      const statement = findOf[kind];
      const row = statement && (await first<{ name: string | null }>(client, statement, [id]));
      return row ? { kind, id, name: row.name } : null;
    },
    userOfLogin: (login) => first<NamedUser>(client, userOfLogin, [login]),
    userOfSession: (sessionId, at) =>
      first<NamedUser>(client, userOfSession, [sessionId, at, new Date(at.getTime() - IDLE_LIMIT_MS)]),
  };
}
