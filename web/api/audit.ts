import { get } from './http.ts';
import type { AuditEntry } from '../../server/http/schemas/audit.ts';

export type { AuditEntry } from '../../server/http/schemas/audit.ts';

export interface AuditFilter {
  readonly actorId: string | null;
  readonly action: AuditEntry['action'] | null;
  readonly outcome: AuditEntry['outcome'] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly search: string;
}

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  readonly nextCursor: string | null;
}

export function listAudit(filter: AuditFilter, cursor: string | null): Promise<AuditPage> {
  return get('/audit', { query: { ...filter, cursor } });
}
