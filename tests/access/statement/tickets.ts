import { isWithinLimits } from './limits.ts';
import { isOwnersRecordInReach } from './own-reach.ts';
import { maySee } from './sections.ts';
import type { Ticket, Viewer } from './world.ts';

export const seesTicket = (viewer: Viewer, ticket: Ticket): boolean =>
  maySee(viewer.user, 'tickets') &&
  isWithinLimits(viewer, ticket.labels) &&
  isOwnersRecordInReach(viewer, ticket.owner);
