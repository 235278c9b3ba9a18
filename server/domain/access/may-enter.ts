import { reachOf } from './policy.ts';
import { rankOf } from './rank.ts';
import type { Action, Section, SectionAccess } from './section.ts';
import type { Viewer } from './viewer.ts';

type Eyes = Pick<Viewer, 'role' | 'isChiefManager' | 'readableSections' | 'changeableSections'>;

/** Whether the section is this user's at all (A30, A31); which records in it is a question of reach. */
export function mayEnter(viewer: Eyes, { section, action }: SectionAccess): boolean {
  if (section === 'own_settings') return true;
  if (section === 'security') return viewer.role === 'director';
  // everybody has a card of one's own to look at; whose others are shown is decided card by card (A6)
  if (section === 'users') return action === 'read' || rankOf(viewer) !== 'manager';
  return hasMark(viewer, section, action);
}

/** The eye on a section, or the pencil, which implies it. */
export function hasMark(viewer: Eyes, section: Section, action: Action): boolean {
  if (!reachOf[rankOf(viewer)].isBoundByMarks) return true;
  if (viewer.changeableSections.includes(section)) return true;
  return action === 'read' && viewer.readableSections.includes(section);
}
