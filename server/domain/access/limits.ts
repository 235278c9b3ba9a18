import { reachOf } from './policy.ts';
import { rankOf } from './rank.ts';
import type { Labels, Viewer } from './viewer.ts';

/** The labels a record must carry to be in the viewer's reach (A14); null when no record can. */
export function limitsOf(viewer: Viewer): Labels | null {
  const { labels, chosenChannelId } = viewer;
  const { limitedBy } = reachOf[rankOf(viewer)];
  const own = limitedBy.includes('channelId') ? labels.channelId : null;
  if (own !== null && chosenChannelId !== null && own !== chosenChannelId) return null;
  return {
    channelId: own ?? chosenChannelId,
    branchId: limitedBy.includes('branchId') ? labels.branchId : null,
    departmentId: limitedBy.includes('departmentId') ? labels.departmentId : null,
    groupIds: limitedBy.includes('groupIds') ? labels.groupIds : [],
  };
}

/** The same channel, branch and department, of those the limits name, and one of the groups. */
export function isWithin(limits: Labels, labels: Labels): boolean {
  return (
    (limits.channelId === null || limits.channelId === labels.channelId) &&
    (limits.branchId === null || limits.branchId === labels.branchId) &&
    (limits.departmentId === null || limits.departmentId === labels.departmentId) &&
    (limits.groupIds.length === 0 || limits.groupIds.some((id) => labels.groupIds.includes(id)))
  );
}
