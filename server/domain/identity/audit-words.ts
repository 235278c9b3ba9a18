import type { Actor } from '../access/actor.ts';
import type { AuditAction, AuditEntry, AuditFacts, AuditSubject } from '../audit/audit-entry.ts';

export function userSubject({ id, name }: { readonly id: string; readonly name: string }): AuditSubject {
  return { kind: 'user', id, name };
}

/** What somebody did to the own ways in. */
export function ownChange(
  at: Date,
  actor: Actor,
  action: AuditAction,
  after: AuditFacts | null = null,
  before: AuditFacts | null = null,
): AuditEntry {
  const subject = userSubject({ id: actor.userId, name: actor.name });
  return { at, actor, action, outcome: 'done', subject, before, after };
}
