import type { AuditWriter } from '#domain/audit/audit-writer.ts';
import { auditRow } from './audit-row.ts';
import { type Queryable, written } from './pg-statement.ts';

const insert = {
  name: 'audit-insert',
  text: `INSERT INTO audit_entries (occurred_at, actor_id, actor_name, address, outcome, action,
           subject_kind, subject_id, subject_name, before, after)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
};

export function pgAuditWriter(client: Queryable): AuditWriter {
  return {
    async write(...entries) {
      for (const entry of entries) {
        const { before, after, ...row } = auditRow(entry);
        await written(client, insert, [
          row.occurredAt,
          row.actorId,
          row.actorName,
          row.address,
          row.outcome,
          row.action,
          row.subjectKind,
          row.subjectId,
          row.subjectName,
          before && JSON.stringify(before),
          after && JSON.stringify(after),
        ]);
      }
    },
  };
}
