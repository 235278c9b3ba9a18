import type { Section } from '../../api/users.ts';

/** A section with marks, or a door that goes by role. */
export type Place = Section | 'users' | 'security';

/** What a session says of its rights; in a look as somebody else, of theirs. */
export interface Rights {
  readonly role: 'director' | 'head' | 'manager';
  readonly isChiefManager: boolean;
  readonly readableSections: readonly Section[];
  readonly changeableSections: readonly Section[];
}

/** Whether to show the place at all, or what changes things in it (A30, A31). */
export function mayEnter(rights: Rights, place: Place, action: 'read' | 'change'): boolean {
  if (place === 'security') return rights.role === 'director';
  if (place === 'users') return rights.role !== 'manager' || rights.isChiefManager;
  if (rights.role === 'director' || rights.isChiefManager) return true;
  return (action === 'read' ? rights.readableSections : rights.changeableSections).includes(place);
}
