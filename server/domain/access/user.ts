import { matchRanges } from './address-range.ts';
import type { UserStatus } from './user-status.ts';
import type { UserRole, Viewer } from './viewer.ts';

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

/**
 * A1, A2. `allowedRanges` are asked for only with the status `ip_restricted`; null stands for none, and none is from
 * nowhere.
 */
export function mayWorkFrom(
  address: string,
  status: UserStatus,
  allowedRanges: readonly string[] | null,
): boolean {
  return status === 'active' || (status === 'ip_restricted' && matchRanges(allowedRanges ?? [])(address));
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
