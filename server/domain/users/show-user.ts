import { ownersOf } from '../access/owners.ts';
import { viewerOf } from '../access/user.ts';
import type { Viewer } from '../access/viewer.ts';
import { nextStatuses } from './next-statuses.ts';
import { type NamedColleague, seesSummary } from './sees-summary.ts';
import { partsOf } from './user-parts.ts';
import type { UserRecord } from './user-record.ts';
import type { UserView } from './user-view.ts';

/** @param people everybody (UserDirectory.people) */
export function showUser(viewer: Viewer, user: UserRecord, people: readonly NamedColleague[]): UserView {
  const eyes = viewerOf(user);
  const owners = ownersOf(eyes, people);
  const colleagues =
    owners === 'any' ? null : people.filter(({ userId }) => userId !== user.id && owners.includes(userId));
  return {
    id: user.id,
    login: user.login,
    name: user.name,
    email: user.email,
    phone: user.phone,
    extension: user.extension,
    role: user.role,
    status: user.status,
    responsible: user.responsible,
    lastLoginAt: user.lastLoginAt?.toISOString() ?? null,
    lastAddress: user.lastAddress,
    channel: user.channel,
    branch: user.branch,
    department: user.department,
    groups: user.groups,
    dataAccess: user.dataAccess,
    accountRoles: user.accountRoles,
    readableSections: user.readableSections,
    changeableSections: user.changeableSections,
    isChiefManager: user.isChiefManager,
    mayEdit: partsOf(viewer, user),
    nextStatuses: nextStatuses(user),
    sees: seesSummary(user, eyes, colleagues),
    version: user.version,
  };
}
