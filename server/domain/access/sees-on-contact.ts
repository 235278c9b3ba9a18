import { isWithin, limitsOf } from './limits.ts';
import { hasMark } from './may-enter.ts';
import type { Labels, Viewer } from './viewer.ts';

/** Which calls, or meetings, of a contact in reach are in reach too: those within the limits, for whoever has the eye. */
export function seesOnContact(viewer: Viewer, section: 'calls' | 'meetings'): (labels: Labels) => boolean {
  const limits = limitsOf(viewer);
  if (limits === null || !hasMark(viewer, section, 'read')) return () => false;
  return (labels) => isWithin(limits, labels);
}
