import type { AuditLog, AuditPosition, AuditQuery, ListedAuditEntry } from './audit-log.ts';

export interface AuditPage {
  readonly items: readonly ListedAuditEntry[];
  readonly next: AuditPosition | null;
}

export interface AuditDeps {
  readonly auditLog: AuditLog;
}

/** Newest first, a page at a time. */
export function listAudit({ auditLog }: AuditDeps) {
  return async (query: AuditQuery): Promise<AuditPage> => {
    const found = await auditLog.list({ ...query, limit: query.limit + 1 });
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    const hasMore = found.length > items.length;
    return { items, next: hasMore && last ? { at: last.occurredAt, id: last.id } : null };
  };
}
