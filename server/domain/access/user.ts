import type { UserRole, Viewer } from './viewer.ts';

export type UserStatus = 'active' | 'inactive' | 'ip_restricted' | 'dismissed' | 'pending_activation';
export type Locale = 'en' | 'pl' | 'ru';

/** What the rules of access ask of a user, session apart. */
export type UserRights = Omit<Viewer, 'userId' | 'role' | 'responsibleId' | 'chosenChannelId'>;

export interface User extends UserRights {
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

/** `chosenChannelId` is the session's; it counts for those alone who have the main panel's switch (A10). */
export function viewerOf(user: User, chosenChannelId: string | null = null): Viewer {
  const { id, role, responsibleId, labels, dataAccess, accountRoles } = user;
  const { readableSections, changeableSections, isChiefManager } = user;
  return {
    userId: id,
    role,
    responsibleId,
    labels,
    dataAccess,
    accountRoles,
    readableSections,
    changeableSections,
    isChiefManager,
    chosenChannelId: role === 'director' || isChiefManager ? chosenChannelId : null,
  };
}
