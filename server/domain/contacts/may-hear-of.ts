import { limitsOf, isWithin } from '../access/limits.ts';
import { findContactReach } from '../access/find-reach.ts';
import { hasMark } from '../access/may-enter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { TimelineItem } from './timeline.ts';

export interface ContactNews {
  readonly viewer: Viewer;
  readonly contactId: string;
  /** The entry the news is about; null: it is about the contact. */
  readonly item: TimelineItem | null;
}

/** Whether somebody who watches a contact may be told this of it now: contact and entry are each in reach (A40). */
export function mayHearOf({ database, contactLists }: ContactDeps) {
  return async ({ viewer, contactId, item }: ContactNews): Promise<boolean> => {
    if (!(await maySee(viewer, item))) return false;
    const reach = await findContactReach(database.read, viewer, 'read');
    return (await contactLists.idsInReach([contactId], reach)).length > 0;
  };

  async function maySee(viewer: Viewer, item: TimelineItem | null): Promise<boolean> {
    if (item === null || item.kind === 'note') return true;
    if (!hasMark(viewer, item.kind === 'call' ? 'calls' : 'meetings', 'read')) return false;
    const limits = limitsOf(viewer);
    const isLimited =
      limits !== null && Object.values(limits).some((limit) => limit !== null && limit.length > 0);
    if (limits === null || !isLimited) return limits !== null;
    const labels = await database.read.timeline.labelsOf(
      item.kind === 'call' ? { callId: item.callId } : { meetingId: item.meetingId },
    );
    return labels !== null && isWithin(limits, labels);
  }
}
