import type { AuditLog, ListedAuditEntry } from '#domain/audit/audit-log.ts';
import { iso, type Queryable } from './pg-statement.ts';

const NAMES = `search_text(coalesce(e.actor_name, '') || ' ' || coalesce(e.subject_name, ''))`;

/** Not prepared: which index is best depends on what is asked for. */
export function pgAuditLog(client: Queryable): AuditLog {
  return {
    async list({ actorId, action, outcome, subjectId, from, to, search, after, limit }) {
      const values: unknown[] = [];
      const place = (value: unknown) => `$${values.push(value)}`;
      const conditions = [
        actorId !== undefined && `e.actor_id = ${place(actorId)}`,
        action !== undefined && `e.action = ${place(action)}`,
        outcome !== undefined && `e.outcome = ${place(outcome)}::audit_outcome`,
        subjectId !== undefined && `e.subject_id = ${place(subjectId)}`,
        from !== undefined && `e.occurred_at >= ${place(from)}`,
        to !== undefined && `e.occurred_at < ${place(to)}`,
        search !== '' && `${NAMES} LIKE '%' || search_text(${place(escapedForLike(search))}) || '%'`,
        after !== null &&
          `(e.occurred_at, e.id) < (${place(after.at)}::timestamptz, ${place(after.id)}::bigint)`,
      ].filter((condition) => condition !== false);
      const { rows } = await client.query<ListedAuditEntry>(
        `SELECT e.id::text AS id, ${iso('e.occurred_at')} AS "occurredAt", e.address, e.action, e.outcome,
           CASE WHEN e.actor_id IS NOT NULL
             THEN json_build_object('id', e.actor_id, 'name', coalesce(e.actor_name, '')) END AS actor,
           CASE WHEN e.subject_kind IS NOT NULL
             THEN json_build_object('kind', e.subject_kind, 'id', e.subject_id, 'name', e.subject_name) END AS subject,
           e.before, e.after
         FROM audit_entries e ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
         ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${place(limit)}`,
        values,
      );
      return rows;
    },
  };
}

const escapedForLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
