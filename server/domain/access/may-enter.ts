import type { Action, Section, SectionAccess } from './section.ts';
import type { Viewer } from './viewer.ts';

type Eyes = Pick<Viewer, 'role' | 'isChiefManager' | 'readableSections' | 'changeableSections'>;

/** Whether the section is this user's at all (A30, A31); which records in it is a question of reach. */
export function mayEnter(viewer: Eyes, { section, action }: SectionAccess): boolean {
  if (section === 'own_settings') return true;
  if (section === 'security') return viewer.role === 'director';
  // everybody has a card of one's own to look at; whose others are shown is decided card by card (A6)
  if (section === 'users') return action === 'read' || viewer.role !== 'manager' || viewer.isChiefManager;
  return hasMark(viewer, section, action);
}

/** The eye on a section, or the pencil: Directors and chief managers have both everywhere. */
export function hasMark(viewer: Eyes, section: Section, action: Action): boolean {
  if (viewer.role === 'director' || viewer.isChiefManager) return true;
  return (action === 'read' ? viewer.readableSections : viewer.changeableSections).includes(section);
}
