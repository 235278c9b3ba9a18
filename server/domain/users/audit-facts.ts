import type { Actor } from '../access/actor.ts';
import type { AuditAction, AuditEntry, AuditFacts } from '../audit/audit-entry.ts';
import type { UserRecord } from './user-record.ts';

/** What the log shows of a card. */
export function userFacts(user: UserRecord): AuditFacts {
  const { login, name, email, phone, extension, role, status, responsible, locale, timeZone } = user;
  const { channel, branch, department, groups, dataAccess, accountRoles } = user;
  const { readableSections, changeableSections, isChiefManager } = user;
  return {
    ...{ login, name, email, phone, extension, role, status, locale, timeZone },
    responsible: responsible?.name ?? null,
    channel: channel?.name ?? null,
    branch: branch?.name ?? null,
    department: department?.name ?? null,
    groups: groups.map((group) => group.name),
    ...{ dataAccess, accountRoles, readableSections, changeableSections, isChiefManager },
  };
}

export interface UserDeed {
  readonly at: Date;
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly user: { readonly id: string; readonly name: string };
  readonly before?: AuditFacts | null;
  readonly after?: AuditFacts | null;
}

/** Something done to a user. */
export function userEntry({ at, actor, action, user, before = null, after = null }: UserDeed): AuditEntry {
  const subject = { kind: 'user', id: user.id, name: user.name } as const;
  return { at, actor, action, outcome: 'done', subject, before, after };
}
