import type { AuditEntry } from '#domain/audit/audit-entry.ts';

/** Longest name kept; what is longer was made up to fill the log. */
const NAME_LENGTH = 300;

const short = (name: string | null | undefined): string | null => name?.slice(0, NAME_LENGTH) ?? null;

/** An entry as its row has it. */
export function auditRow({ at, actor, action, outcome, subject, before, after }: AuditEntry) {
  return {
    occurredAt: at,
    actorId: actor.userId,
    actorName: short(actor.name),
    address: actor.address,
    outcome,
    action,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    subjectName: short(subject?.name),
    before,
    after,
  };
}
