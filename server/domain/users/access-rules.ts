import type { AccountRole, Colleague, DataAccess, Labels, UserRole } from '../access/viewer.ts';
import { type Section, sections } from '../access/section.ts';
import type { Reasons } from './profile-fields.ts';
import { whyNotResponsible } from './responsible-rules.ts';
import type { UserRecord } from './user-record.ts';
import { accountRoles } from './user-words.ts';

/** The part of a card that only the Director changes, whole. */
export interface AccessSettings {
  readonly labels: Labels;
  readonly dataAccess: DataAccess;
  readonly accountRoles: readonly AccountRole[];
  readonly readableSections: readonly Section[];
  readonly changeableSections: readonly Section[];
  readonly isChiefManager: boolean;
  readonly role: UserRole;
  readonly responsibleId: string | null;
}

export interface WantedAccess extends Omit<AccessSettings, 'role' | 'responsibleId'> {
  /** Undefined keeps. */
  readonly role?: Exclude<UserRole, 'director'> | undefined;
  readonly responsibleId?: string | undefined;
}

export interface Around {
  readonly directorId: string;
  /** Who `wanted.responsibleId` is; null for nobody. */
  readonly responsible: Colleague | null;
  /** How many users answer to this one. */
  readonly ledUsers: number;
}

/** What the card holds afterwards: the pencil brings the eye, nothing stands twice. Rules broken are named in `invalid`. */
export function settleAccess(
  user: UserRecord,
  wanted: WantedAccess,
  around: Around,
  invalid: Reasons,
): AccessSettings {
  if (user.role === 'director') return labelsAlone(user, wanted, invalid);
  const role = wanted.role ?? user.role;
  const responsibleId = wanted.responsibleId ?? (role === 'head' ? around.directorId : user.responsibleId);
  if (user.role === 'head' && role === 'manager' && around.ledUsers > 0) invalid['role'] = 'leads_users';
  if (wanted.responsibleId !== undefined) {
    const problem = whyNotResponsible({ id: user.id, role }, around.responsible);
    if (problem !== null) invalid['responsibleId'] = problem;
  }
  if (wanted.isChiefManager && role !== 'manager') invalid['isChiefManager'] = 'not_a_manager';
  const changeable = new Set(wanted.changeableSections);
  const readable = new Set([...wanted.readableSections, ...changeable]);
  const roles = new Set(wanted.accountRoles);
  return {
    role,
    responsibleId,
    labels: { ...wanted.labels, groupIds: [...new Set(wanted.labels.groupIds)].sort() },
    dataAccess: wanted.dataAccess,
    accountRoles: accountRoles.filter((one) => roles.has(one)),
    readableSections: sections.filter((section) => readable.has(section)),
    changeableSections: sections.filter((section) => changeable.has(section)),
    isChiefManager: wanted.isChiefManager,
  };
}

/** The Director cannot be limited or demoted, but carries labels, of which the channel narrows what is seen (A10). */
function labelsAlone(user: UserRecord, wanted: WantedAccess, invalid: Reasons): AccessSettings {
  if (wanted.role !== undefined) invalid['role'] = 'the_director_stays';
  if (wanted.responsibleId !== undefined) invalid['responsibleId'] = 'the_director_stays';
  if (wanted.isChiefManager) invalid['isChiefManager'] = 'not_a_manager';
  return {
    ...accessOf(user),
    labels: { ...wanted.labels, groupIds: [...new Set(wanted.labels.groupIds)].sort() },
  };
}

export function accessOf(user: UserRecord): AccessSettings {
  const { labels, dataAccess, readableSections, changeableSections, isChiefManager, role, responsibleId } =
    user;
  return {
    ...{ labels, dataAccess, readableSections, changeableSections, isChiefManager, role, responsibleId },
    accountRoles: user.accountRoles,
  };
}
