import { seesOnContact } from '../access/sees-on-contact.ts';
import type { Viewer } from '../access/viewer.ts';
import type { TimelineFact, TimelineItem } from './timeline.ts';

/** An entry of a contact in reach as this viewer may see it; null where what it points to is out of reach (A40). */
export function cutItem({ labels, ...item }: TimelineFact, viewer: Viewer): TimelineItem | null {
  if (item.kind === 'note') return item;
  const section = item.kind === 'call' ? 'calls' : 'meetings';
  return labels !== undefined && seesOnContact(viewer, section)(labels) ? item : null;
}
