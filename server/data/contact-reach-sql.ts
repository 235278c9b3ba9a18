import type { Reach } from '#domain/access/contact-reach.ts';

/**
 * The reach as a condition on `contacts` under the given alias; its parameters are added to `values`.
 * The array sub-select is run once and leaves both branches to their indexes.
 */
export function contactReachSql(reach: Reach, alias: string, values: unknown[]): string {
  if (reach.kind === 'all') return 'TRUE';
  const owners = values.push(reach.userIds);
  const manager = values.push(reach.managerId);
  return `(${alias}.owner_id = ANY($${owners}::uuid[])
    OR ${alias}.id = ANY(ARRAY(SELECT contact_id FROM contact_managers WHERE user_id = $${manager}::uuid)))`;
}
