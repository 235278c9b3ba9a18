import type { Action, Section } from './section.ts';
import type { AccountKind, AccountRole, DataAccess, UserRole } from './viewer.ts';

// The rules of access as tables a person can read; `reach.ts` and `may-enter.ts` interpret them and add none of their own.

/** A user of a role, or a chief manager, who counts for nearly everything as the Director does (A31). */
export type Rank = UserRole | 'chief_manager';

export interface OwnReach {
  /** `role`: what role and data access give together (below); `everybody`: records of any owner, and of none. */
  readonly owners: 'everybody' | 'role';
  /** Which of the user's own labels cut the reach down (A10, A14); the channel chosen in the main panel does so besides. */
  readonly limitedBy: readonly ('channelId' | 'branchId' | 'departmentId' | 'groupIds')[];
  /** Whether account roles (A20) have a say. */
  readonly isBoundByAccountRoles: boolean;
  /** Whether the marks of sections (A30) have a say. */
  readonly isBoundByMarks: boolean;
}

const everyLabel = ['channelId', 'branchId', 'departmentId', 'groupIds'] as const;

/** A10, A14, A20, A30, A31. */
export const reachOf: Readonly<Record<Rank, OwnReach>> = {
  director: {
    owners: 'everybody',
    limitedBy: ['channelId'],
    isBoundByAccountRoles: false,
    isBoundByMarks: false,
  },
  chief_manager: {
    owners: 'everybody',
    limitedBy: everyLabel,
    isBoundByAccountRoles: false,
    isBoundByMarks: false,
  },
  head: { owners: 'role', limitedBy: everyLabel, isBoundByAccountRoles: true, isBoundByMarks: true },
  manager: { owners: 'role', limitedBy: everyLabel, isBoundByAccountRoles: true, isBoundByMarks: true },
};

/** `peers`: Managers with the same responsible, if that one is a Head. Nobody else's records but the own besides. */
export type Team = 'own_managers' | 'peers';

/** A11, A12. */
export const teamOf: Readonly<Record<'head' | 'manager', Team>> = { head: 'own_managers', manager: 'peers' };

/** A13. */
export const ownersBy: Readonly<Record<DataAccess, 'self' | 'self_and_team' | 'everybody'>> = {
  own: 'self',
  team: 'self_and_team',
  everything: 'everybody',
};

/** What a role with accounts of a kind lets do with them: nothing, within the own reach, or whoever owns them (A20). */
export const accountRights: Readonly<
  Record<'manager' | 'reader' | 'admin', Readonly<Record<Action, 'nowhere' | 'own_reach' | 'any_owner'>>>
> = {
  manager: { read: 'own_reach', change: 'own_reach' },
  reader: { read: 'any_owner', change: 'nowhere' },
  admin: { read: 'any_owner', change: 'any_owner' },
};

export const accountKinds: readonly AccountKind[] = ['customer', 'partner'];

/** A20. */
export const defaultAccountRoles: readonly AccountRole[] = ['customer_manager', 'partner_manager'];

interface Marks {
  readonly readable: readonly Section[];
  readonly changeable: readonly Section[];
}

const work = ['visitors', 'contacts', 'deals', 'tickets', 'meetings', 'messages', 'calls'] as const;

/** What a new user starts with (A30). Directors need no marks. */
export const defaultMarks: Readonly<Record<UserRole, Marks>> = {
  director: { readable: [], changeable: [] },
  head: { readable: [...work, 'campaigns', 'analytics'], changeable: [...work, 'campaigns'] },
  manager: { readable: work, changeable: work },
};
