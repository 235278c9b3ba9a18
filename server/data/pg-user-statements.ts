import { userJson } from './access-sql.ts';

const named = (row: string) =>
  `CASE WHEN ${row}.id IS NOT NULL THEN json_build_object('id', ${row}.id, 'name', ${row}.name) END`;

const RECORD = `${userJson('u')} AS "user", u.phone, u.last_login_at AS "lastLoginAt", u.last_address AS "lastAddress", u.version,
  ${named('r')} AS responsible, ${named('k')} AS channel, ${named('b')} AS branch, ${named('d')} AS department,
  (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name), '[]'::json)
    FROM user_groups g WHERE g.id = ANY(u.group_ids)) AS groups,
  NOT EXISTS (SELECT FROM activations a WHERE a.user_id = u.id)
    OR EXISTS (SELECT FROM activations a WHERE a.user_id = u.id AND a.used_at IS NOT NULL) AS "isActivated"`;

const RECORDS = `users u LEFT JOIN users r ON r.id = u.responsible_id LEFT JOIN sales_channels k ON k.id = u.channel_id
  LEFT JOIN branches b ON b.id = u.branch_id LEFT JOIN departments d ON d.id = u.department_id`;

/** Any number will do, as long as nobody else takes it. */
const TURN = 7_261_012;
export const takeTurn = { name: 'users-take-turn', text: `SELECT pg_advisory_xact_lock(${TURN})` };

export const find = {
  name: 'users-find',
  text: `SELECT ${RECORD} FROM ${RECORDS} WHERE u.id = $1 AND u.deleted_at IS NULL`,
};

/** $1, $2 the reach; $3 a LIKE pattern; $4 status; $5 role; $6, $7 the position; $8 limit */
export const list = {
  name: 'users-list',
  text: `SELECT ${RECORD} FROM ${RECORDS}
    WHERE u.deleted_at IS NULL
      AND ($1 = 'all' OR u.id = $2::uuid
        OR u.role = 'manager' AND ($1 = 'managers' OR $1 = 'own_managers' AND u.responsible_id = $2::uuid))
      AND ($3::text IS NULL OR u.name ILIKE $3 OR u.login ILIKE $3 OR u.email ILIKE $3 OR u.phone ILIKE $3 OR u.extension ILIKE $3)
      AND ($4::text IS NULL OR u.status = $4::user_status) AND ($5::text IS NULL OR u.role = $5::user_role)
      AND ($6::text IS NULL OR (u.name, u.id) > ($6, $7::uuid))
    ORDER BY u.name, u.id LIMIT $8`,
};

export const people = {
  name: 'users-people',
  text: `SELECT id AS "userId", name, role, responsible_id AS "responsibleId" FROM users WHERE deleted_at IS NULL`,
};

export const director = {
  name: 'users-director',
  text: `SELECT id FROM users WHERE role = 'director'`,
};

/** $1 login, $2 e-mail, $3 extension, $4 whose they may be */
export const taken = {
  name: 'users-taken',
  text: `SELECT coalesce(bool_or(login = $1), false) AS login, coalesce(bool_or(lower(email) = lower($2)), false) AS email,
      coalesce(bool_or(extension = $3), false) AS extension
    FROM users WHERE id <> $4 AND (login = $1 OR lower(email) = lower($2) OR extension = $3)`,
};

export const insert = {
  name: 'users-insert',
  text: `INSERT INTO users (id, login, email, name, phone, extension, password_hash, sip_ha1, role, status, responsible_id,
      locale, time_zone, created_at, data_access, account_roles, readable_sections, changeable_sections, is_chief_manager,
      channel_id, branch_id, department_id, group_ids)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::text[]::account_role[],
      $17::text[]::section[], $18::text[]::section[], $19, $20, $21, $22, $23)
    ON CONFLICT (id) DO NOTHING`,
};

export const moveLed = {
  name: 'users-move-led',
  text: `UPDATE users SET responsible_id = $2, version = version + 1
    WHERE responsible_id = $1 AND id <> $2 AND deleted_at IS NULL`,
};

/** Those that are there are kept until the transaction ends (see UserGroup in structure.prisma). */
export const labels = {
  channelId: {
    name: 'labels-channel',
    text: 'SELECT id FROM sales_channels WHERE id = ANY($1::uuid[]) FOR KEY SHARE',
  },
  branchId: {
    name: 'labels-branch',
    text: 'SELECT id FROM branches WHERE id = ANY($1::uuid[]) FOR KEY SHARE',
  },
  departmentId: {
    name: 'labels-department',
    text: 'SELECT id FROM departments WHERE id = ANY($1::uuid[]) FOR KEY SHARE',
  },
  groupIds: {
    name: 'labels-groups',
    text: 'SELECT id FROM user_groups WHERE id = ANY($1::uuid[]) ORDER BY id FOR KEY SHARE',
  },
} as const;

export const country = {
  name: 'users-country',
  text: `SELECT coalesce((SELECT country FROM trunks WHERE is_enabled ORDER BY position, id LIMIT 1), 'PL') AS country`,
};
