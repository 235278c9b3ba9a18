import { coversRole } from '../access/covers-role.ts';
import { hasMark } from '../access/may-enter.ts';
import { defaultAccountRoles, defaultMarks } from '../access/policy.ts';
import type { Labels, Viewer } from '../access/viewer.ts';

const unlimited: Labels = { channelId: null, branchId: null, departmentId: null, groupIds: [] };

/**
 * What a user starts with whom the viewer creates: the defaults, less whatever the viewer has not, for the viewer knows
 * the password. Whoever leads others gives the own labels on; only the Director makes somebody without limits.
 */
export function startingRights(viewer: Viewer, role: 'head' | 'manager') {
  const { readable, changeable } = defaultMarks[role];
  const isBound = viewer.role !== 'director' && !viewer.isChiefManager;
  return {
    labels: viewer.role === 'director' ? unlimited : viewer.labels,
    dataAccess: isBound && viewer.dataAccess === 'own' ? 'own' : 'team',
    accountRoles: defaultAccountRoles.filter((one) => !isBound || coversRole(viewer.accountRoles, one)),
    readableSections: readable.filter((section) => hasMark(viewer, section, 'read')),
    changeableSections: changeable.filter((section) => hasMark(viewer, section, 'change')),
    isChiefManager: false,
  } as const;
}
