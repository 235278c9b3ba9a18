import type { AuditFacts } from './audit-entry.ts';

export interface ChangedFacts {
  readonly before: AuditFacts;
  readonly after: AuditFacts;
}

/** Of two states of one thing, what differs; null when nothing does (and nothing needs to be written). */
export function changedFacts(before: AuditFacts, after: AuditFacts): ChangedFacts | null {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  if (fields.length === 0) return null;
  const only = (facts: AuditFacts) =>
    Object.fromEntries(fields.map((field) => [field, facts[field] ?? null])) as AuditFacts;
  return { before: only(before), after: only(after) };
}
