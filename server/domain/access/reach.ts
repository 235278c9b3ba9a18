import { isWithin, limitsOf } from './limits.ts';
import { hasMark } from './may-enter.ts';
import { accountKinds, accountRights, reachOf } from './policy.ts';
import { ownersOf } from './owners.ts';
import { rankOf } from './rank.ts';
import type { Action, Section } from './section.ts';
import type { AccountKind, Colleague, Labels, Viewer } from './viewer.ts';

/**
 * Which records somebody reaches, as a description: lists compile it to SQL (data/reach-sql.ts), one record is held
 * against it in memory (`isInReach` and its like). A record is in reach when it carries the limits and has one of the owners.
 */
export interface Reach {
  readonly limits: Labels;
  readonly owners: 'any' | readonly string[];
}

/** Of contacts and organizations. */
export interface AccountReach extends Reach {
  /** Contacts that list this user among their managers are in reach too (A18). */
  readonly managerId: string | null;
  /** What owners' and managers' accounts may be; what is no account may always be reached so. */
  readonly ownTypes: readonly AccountKind[];
  /** Accounts of these kinds are in reach whoever owns them (A20). */
  readonly anyOwnerTypes: readonly AccountKind[];
}

/** Of calls: those of their owners, and, to read, those with a contact in reach. */
export interface CallReach extends Reach {
  readonly contacts: AccountReach;
}

/** Of meetings: besides, those the user wrote, and those with neither user nor contact of the user's projects. */
export interface MeetingReach extends CallReach {
  readonly personId: string | null;
}

/** Sees nothing. */
export const nothing: AccountReach = {
  limits: { channelId: null, branchId: null, departmentId: null, groupIds: [] },
  owners: [],
  managerId: null,
  ownTypes: [],
  anyOwnerTypes: [],
};

/** Contacts; `people` are those around the viewer (AccessStore.peopleAround). */
export function contactReach(viewer: Viewer, people: readonly Colleague[], action: Action): AccountReach {
  const reach = recordReach(viewer, people, 'contacts', action);
  if (reach === null) return nothing;
  const types = { ownTypes: accountKinds, anyOwnerTypes: [] };
  if (!reachOf[rankOf(viewer)].isBoundByAccountRoles) return { ...reach, ...types, managerId: null };
  const may = (kind: AccountKind, where: 'own_reach' | 'any_owner') =>
    (['manager', 'reader', 'admin'] as const).some(
      (role) =>
        viewer.accountRoles.includes(`${kind}_${role}`) && isAtLeast(accountRights[role][action], where),
    );
  return {
    ...reach,
    managerId: viewer.userId,
    ownTypes: accountKinds.filter((kind) => may(kind, 'own_reach')),
    anyOwnerTypes: accountKinds.filter((kind) => may(kind, 'any_owner')),
  };
}

/** Organizations are accounts like the contacts in them, and have nobody but an owner. */
export const organizationReach = contactReach;

export function callReach(viewer: Viewer, people: readonly Colleague[], action: Action): CallReach {
  const reach = recordReach(viewer, people, 'calls', action);
  if (reach === null) return { ...nothing, contacts: nothing };
  return { ...reach, contacts: seenContacts(viewer, people, action) };
}

export function meetingReach(viewer: Viewer, people: readonly Colleague[], action: Action): MeetingReach {
  const reach = recordReach(viewer, people, 'meetings', action);
  if (reach === null) return { ...nothing, contacts: nothing, personId: null };
  return { ...reach, contacts: seenContacts(viewer, people, action), personId: viewer.userId };
}

/** What of a contact or organization its reach depends on. */
export interface Reachable {
  readonly ownerId: string | null;
  readonly managerIds: readonly string[];
  /** Null: no account. */
  readonly accountKind: AccountKind | null;
  readonly labels: Labels;
}

export function isInReach(
  reach: AccountReach,
  { ownerId, managerIds, accountKind, labels }: Reachable,
): boolean {
  if (!isWithin(reach.limits, labels)) return false;
  if (accountKind !== null && reach.anyOwnerTypes.includes(accountKind)) return true;
  if (accountKind !== null && !reach.ownTypes.includes(accountKind)) return false;
  return hasOwner(reach, [ownerId]) || (reach.managerId !== null && managerIds.includes(reach.managerId));
}

/** `contact`: whether the reach lets the call's or meeting's contact be seen is asked of it; null without one. */
export function isCallInReach(
  reach: CallReach,
  {
    ownerIds,
    labels,
    contact,
  }: { readonly ownerIds: readonly string[]; readonly labels: Labels; readonly contact: Reachable | null },
): boolean {
  if (!isWithin(reach.limits, labels)) return false;
  return hasOwner(reach, ownerIds) || (contact !== null && isInReach(reach.contacts, contact));
}

/** What of a meeting its reach depends on. */
export interface ReachableMeeting {
  /** Who is to call; null: any free member of the project. */
  readonly userId: string | null;
  readonly authorId: string;
  readonly labels: Labels;
  readonly contact: Reachable | null;
  /** Of the project, where there is neither user nor contact. */
  readonly memberIds: readonly string[];
}

export function isMeetingInReach(reach: MeetingReach, meeting: ReachableMeeting): boolean {
  const { userId, authorId, labels, contact, memberIds } = meeting;
  if (!isWithin(reach.limits, labels)) return false;
  if (hasOwner(reach, [userId ?? authorId])) return true;
  if (contact !== null && isInReach(reach.contacts, contact)) return true;
  return reach.personId !== null && [authorId, ...memberIds].includes(reach.personId);
}

export function hasOwner({ owners }: Reach, ownerIds: readonly (string | null)[]): boolean {
  return owners === 'any' || ownerIds.some((ownerId) => ownerId !== null && owners.includes(ownerId));
}

/** Null when nothing of the section is the viewer's. */
export function recordReach(
  viewer: Viewer,
  people: readonly Colleague[],
  section: Section,
  action: Action,
): Reach | null {
  const limits = limitsOf(viewer);
  if (limits === null || !hasMark(viewer, section, action)) return null;
  return { limits, owners: ownersOf(viewer, people) };
}

/** Who may see a contact sees its calls and meetings; changing takes an own right to them. */
function seenContacts(viewer: Viewer, people: readonly Colleague[], action: Action): AccountReach {
  return action === 'read' ? contactReach(viewer, people, 'read') : nothing;
}

function isAtLeast(right: 'nowhere' | 'own_reach' | 'any_owner', where: 'own_reach' | 'any_owner'): boolean {
  return right === where || right === 'any_owner';
}
