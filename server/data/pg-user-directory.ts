import type { User } from '#domain/access/user.ts';
import type { NamedColleague } from '#domain/users/sees-summary.ts';
import type { UserChanges, UserDirectory, UserKeys } from '#domain/users/user-directory.ts';
import type { UserRecord } from '#domain/users/user-record.ts';
import { first, type Queryable, rows, written } from './pg-statement.ts';
import * as sql from './pg-user-statements.ts';

export function pgUserDirectory(client: Queryable): UserDirectory {
  return {
    takeTurn: async () => void (await client.query(sql.takeTurn)),
    list: async ({ reach, search, status, role, after, limit }) => {
      const pattern = search === '' ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      const position = [after?.name ?? null, after?.id ?? null];
      const values = [reach.others, reach.ownId, pattern, status, role, ...position, limit];
      return (await rows<RecordRow>(client, sql.list, values)).map(recordOf);
    },
    find: async (userId) => {
      const row = await first<RecordRow>(client, sql.find, [userId]);
      return row && recordOf(row);
    },
    people: () => rows<NamedColleague>(client, sql.people, []),
    directorId: async () => {
      const row = await first<{ id: string }>(client, sql.director, []);
      if (!row) throw new Error('an installation without its Director');
      return row.id;
    },
    taken: async (keys, exceptId) => {
      const { login = null, email = null, extension = null } = keys;
      const row = await first<Record<keyof UserKeys, boolean>>(client, sql.taken, [
        login,
        email,
        extension,
        exceptId,
      ]);
      return (['login', 'email', 'extension'] as const).filter((key) => row?.[key]);
    },
    insert: async (user) => {
      const { channelId, branchId, departmentId, groupIds } = user.labels;
      const count = await written(client, sql.insert, [
        ...[
          user.id,
          user.login,
          user.email,
          user.name,
          user.phone,
          user.extension,
          user.passwordHash,
          user.sipHa1,
        ],
        ...[
          user.role,
          user.status,
          user.responsibleId,
          user.locale,
          user.timeZone,
          user.createdAt,
          user.dataAccess,
        ],
        ...[user.accountRoles, user.readableSections, user.changeableSections, user.isChiefManager],
        ...[channelId, branchId, departmentId, groupIds],
      ]);
      return count > 0;
    },
    change: async (userId, changes) => {
      const given = Object.entries(changes) as [keyof UserChanges, unknown][];
      const sets = given.map(([field], index) => `${columns[field]} = $${index + 2}${casts[field] ?? ''}`);
      const text = `UPDATE users SET ${[...sets, 'version = version + 1'].join(', ')} WHERE id = $1`;
      await client.query({ text, values: [userId, ...given.map(([, value]) => value)] });
    },
    moveLed: (fromId, toId) => written(client, sql.moveLed, [fromId, toId]),
    missingLabels: async ({ channelId, branchId, departmentId, groupIds }) => {
      const one = { channelId, branchId, departmentId };
      const missing: string[] = [];
      for (const field of ['channelId', 'branchId', 'departmentId'] as const) {
        const id = one[field];
        if (id !== null && (await first(client, sql.labels[field], [[id]])) === null) missing.push(field);
      }
      const groups =
        groupIds.length === 0 ? [] : await rows<{ id: string }>(client, sql.labels.groupIds, [groupIds]);
      const known = new Set(groups.map(({ id }) => id));
      return [...missing, ...groupIds.flatMap((id, index) => (known.has(id) ? [] : [`groupIds.${index}`]))];
    },
    country: async () => (await first<{ country: string }>(client, sql.country, []))!.country,
  };
}

const columns: Readonly<Record<keyof UserChanges, string>> = {
  email: 'email',
  name: 'name',
  phone: 'phone',
  extension: 'extension',
  passwordHash: 'password_hash',
  sipHa1: 'sip_ha1',
  status: 'status',
  locale: 'locale',
  timeZone: 'time_zone',
  role: 'role',
  responsibleId: 'responsible_id',
  dataAccess: 'data_access',
  accountRoles: 'account_roles',
  readableSections: 'readable_sections',
  changeableSections: 'changeable_sections',
  isChiefManager: 'is_chief_manager',
  channelId: 'channel_id',
  branchId: 'branch_id',
  departmentId: 'department_id',
  groupIds: 'group_ids',
};

/** The driver knows no arrays of our own enums. */
const casts: Partial<Readonly<Record<keyof UserChanges, string>>> = {
  accountRoles: '::text[]::account_role[]',
  readableSections: '::text[]::section[]',
  changeableSections: '::text[]::section[]',
};

interface RecordRow extends Omit<UserRecord, keyof User> {
  readonly user: User;
}

function recordOf({ user, ...row }: RecordRow): UserRecord {
  return { ...user, ...row };
}
