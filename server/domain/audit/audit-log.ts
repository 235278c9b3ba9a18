import type { AuditAction, AuditEntry, AuditOutcome } from './audit-entry.ts';

export interface AuditPosition {
  readonly at: string;
  readonly id: string;
}

export interface AuditQuery {
  readonly actorId?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly subjectId?: string | undefined;
  /** Half-open: the first instant, and the first one no more. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** A piece of the name of the actor or the subject; '' asks for all. */
  readonly search: string;
  readonly after: AuditPosition | null;
  readonly limit: number;
}

export interface ListedAuditEntry extends Omit<AuditEntry, 'at' | 'actor'> {
  readonly id: string;
  readonly occurredAt: string;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly address: string | null;
}

export interface AuditLog {
  /** Newest first, at most `limit`. */
  list(query: AuditQuery): Promise<readonly ListedAuditEntry[]>;
}
