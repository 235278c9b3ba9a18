import type { Colleague, Viewer } from './viewer.ts';

/**
 * Which contacts a user reaches, as a description: lists compile it to SQL (data/contact-reach-sql.ts,
 * data/contact-reach-where.ts), one record is held against it in memory (`isInReach`).
 */
export type Reach =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'owners';
      /** Owners whose contacts are in reach. */
      readonly userIds: readonly string[];
      /** Contacts that list this user among their managers are in reach too (A18). */
      readonly managerId: string;
    };

/** What of a contact its reach depends on. */
export interface Reachable {
  readonly ownerId: string | null;
  readonly managerIds: readonly string[];
}

/** A10 to A12 and A18. `people` are those around the viewer (AccessStore.peopleAround). */
export function contactReach(viewer: Viewer, people: readonly Colleague[]): Reach {
  if (viewer.role === 'director') return { kind: 'all' };
  const team = people.filter((person) => isInTeam(viewer, person, people)).map((person) => person.userId);
  return { kind: 'owners', userIds: [...new Set([viewer.userId, ...team])].sort(), managerId: viewer.userId };
}

export function isInReach(reach: Reach, contact: Reachable): boolean {
  if (reach.kind === 'all') return true;
  if (contact.managerIds.includes(reach.managerId)) return true;
  return contact.ownerId !== null && reach.userIds.includes(contact.ownerId);
}

function isInTeam(viewer: Viewer, person: Colleague, people: readonly Colleague[]): boolean {
  if (person.role !== 'manager') return false;
  if (viewer.role === 'head') return person.responsibleId === viewer.userId;
  const responsible = people.find((other) => other.userId === viewer.responsibleId);
  return responsible?.role === 'head' && person.responsibleId === responsible.userId;
}
