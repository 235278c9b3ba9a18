import type { UserRole, Viewer } from './viewer.ts';

export type UserStatus = 'active' | 'inactive' | 'ip_restricted' | 'dismissed' | 'pending_activation';
export type Locale = 'en' | 'pl' | 'ru';

export interface User {
  readonly id: string;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  readonly status: UserStatus;
  readonly responsibleId: string | null;
  readonly extension: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
}

/** A1. The address ranges that `ip_restricted` asks for cannot be set yet, so it is from nowhere allowed. */
export function mayWork(user: Pick<User, 'status'>): boolean {
  return user.status === 'active';
}

export function viewerOf(user: User): Viewer {
  return { userId: user.id, role: user.role, responsibleId: user.responsibleId };
}
