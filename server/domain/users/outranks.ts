import { coversRole } from '../access/covers-role.ts';
import { hasMark } from '../access/may-enter.ts';
import { sections } from '../access/section.ts';
import type { DataAccess, Viewer } from '../access/viewer.ts';

export type Rights = Pick<
  Viewer,
  | 'role'
  | 'dataAccess'
  | 'accountRoles'
  | 'readableSections'
  | 'changeableSections'
  | 'isChiefManager'
  | 'labels'
>;

/**
 * Whether the user has a right the viewer has not. Who sets the e-mail address or a password of such a user, the
 * phone's too, could work with those rights: nobody but a Director does.
 */
export function outranks(user: Rights, viewer: Rights): boolean {
  if (viewer.role === 'director') return false;
  if (isLessLimited(user, viewer)) return true;
  if (viewer.isChiefManager) return false;
  return (
    user.isChiefManager ||
    width[user.dataAccess] > width[viewer.dataAccess] ||
    user.accountRoles.some((role) => !coversRole(viewer.accountRoles, role)) ||
    sections.some((section) =>
      (['read', 'change'] as const).some(
        (action) => hasMark(user, section, action) && !hasMark(viewer, section, action),
      ),
    )
  );
}

/** A13: each reaches what the one before it does, and more. */
const width: Readonly<Record<DataAccess, number>> = { own: 0, team: 1, everything: 2 };

/** A label limits what is seen, so who lacks one of the viewer's sees more. */
function isLessLimited({ labels }: Rights, { labels: limits }: Rights): boolean {
  const { channelId, branchId, departmentId, groupIds } = limits;
  return (
    (channelId !== null && labels.channelId !== channelId) ||
    (branchId !== null && labels.branchId !== branchId) ||
    (departmentId !== null && labels.departmentId !== departmentId) ||
    (groupIds.length > 0 &&
      (labels.groupIds.length === 0 || labels.groupIds.some((id) => !groupIds.includes(id))))
  );
}
