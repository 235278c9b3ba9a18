import pg from 'pg';

const LACKS = `SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS "isMissing",
  EXISTS (SELECT FROM pg_roles WHERE rolname = $1 AND NOT pg_has_role(oid, 'MEMBER')) AS "isForeign",
  EXISTS (SELECT FROM pg_roles r, pg_class t
    WHERE r.rolname = $1 AND t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
      AND t.relname <> '_prisma_migrations' AND t.relname <> 'audit_entries'
      AND NOT (has_table_privilege(r.oid, t.oid, 'SELECT') AND has_table_privilege(r.oid, t.oid, 'INSERT')
        AND has_table_privilege(r.oid, t.oid, 'UPDATE') AND has_table_privilege(r.oid, t.oid, 'DELETE'))) AS "lacksTables",
  EXISTS (SELECT FROM pg_roles r WHERE r.rolname = $1
    AND (has_table_privilege(r.oid, 'audit_entries', 'UPDATE, DELETE, TRUNCATE')
      OR NOT has_table_privilege(r.oid, 'audit_entries', 'INSERT'))) AS "hasOtherAudit"`;

interface Lacks {
  readonly isMissing: boolean;
  readonly isForeign: boolean;
  readonly lacksTables: boolean;
  readonly hasOtherAudit: boolean;
}

/**
 * Makes the application's role and gives it its rights, once; does nothing where it has them. Returns null, or what an
 * administrator of the database server has to run for it first.
 */
export async function grantApplicationRole(client: pg.ClientBase, role: string): Promise<string | null> {
  const [name, user] = [pg.escapeIdentifier(role), pg.escapeIdentifier(await currentUser(client))];
  const { rows } = await client.query<Lacks>(LACKS, [role]);
  const { isMissing, isForeign, lacksTables, hasOtherAudit } = rows[0]!;
  const wanted = [
    ...(isMissing ? [`CREATE ROLE ${name} NOLOGIN`] : []),
    ...(isMissing || isForeign ? [`GRANT ${name} TO ${user}`] : []),
  ];
  if (wanted.length + Number(lacksTables) + Number(hasOtherAudit) === 0) return null;
  try {
    await client.query(['BEGIN', ...wanted, ...rightsOf(name), 'COMMIT'].join('; '));
    return null;
  } catch (error) {
    await client.query('ROLLBACK');
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    return `${[`CREATE ROLE ${name} NOLOGIN`, `GRANT ${name} TO ${user}`].slice(isMissing ? 0 : 1).join('; ')};`;
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

const rightsOf = (name: string): readonly string[] => [
  `GRANT USAGE ON SCHEMA public TO ${name}`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name}`,
  `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name}`,
  `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${name}`,
  `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${name}`,
  `REVOKE ALL ON audit_entries, _prisma_migrations FROM ${name}`,
  `GRANT SELECT, INSERT ON audit_entries TO ${name}`,
];

async function currentUser(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ user: string }>('SELECT current_user AS user');
  return rows[0]!.user;
}
