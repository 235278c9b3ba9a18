import type { AuditFacts } from '#domain/audit/audit-entry.ts';
import type { AuditWriter } from '#domain/audit/audit-writer.ts';
import { auditRow } from './audit-row.ts';
import { Prisma } from './generated/client.ts';

/** Over the client of a Prisma transaction: `prisma.$transaction(async (tx) => … prismaAuditWriter(tx).write(…))`. */
export function prismaAuditWriter(tx: Pick<Prisma.TransactionClient, 'auditEntry'>): AuditWriter {
  return {
    async write(...entries) {
      await tx.auditEntry.createMany({
        data: entries.map((entry) => {
          const { before, after, ...row } = auditRow(entry);
          return { ...row, before: json(before), after: json(after) };
        }),
      });
    },
  };
}

const json = (facts: AuditFacts | null) =>
  facts === null ? Prisma.DbNull : (facts as Prisma.InputJsonObject);
