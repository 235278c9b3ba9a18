import { hasOwner, nothing, type Reach, recordReach } from './reach.ts';
import { isWithin } from './limits.ts';
import type { Colleague, Labels, Viewer } from './viewer.ts';

/** Of tickets: those of their owners. */
export function ticketReach(viewer: Viewer, people: readonly Colleague[]): Reach {
  return recordReach(viewer, people, 'tickets', 'read') ?? nothing;
}

export function isTicketInReach(
  reach: Reach,
  { ownerId, labels }: { readonly ownerId: string | null; readonly labels: Labels },
): boolean {
  return isWithin(reach.limits, labels) && hasOwner(reach, [ownerId]);
}
