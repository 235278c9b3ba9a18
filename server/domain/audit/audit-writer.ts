import type { AuditEntry } from './audit-entry.ts';

/** In the transaction of the change it tells of: `stores.audit`, or data/prisma-audit-writer.ts over Prisma's `tx`. */
export interface AuditWriter {
  write(...entries: readonly AuditEntry[]): Promise<void>;
}
