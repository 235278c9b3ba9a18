import type { Viewer } from './viewer.ts';

/** What a route declares of itself (A30): the section of the menu it belongs to, and whether it changes anything. */
export const sections = ['desk', 'contacts', 'calls', 'meetings', 'wallboard', 'own_settings'] as const;
export type Section = (typeof sections)[number];

export interface SectionAccess {
  readonly section: Section;
  readonly action: 'read' | 'change';
}

/** Sections that only those who lead others may look at. */
const forLeaders: readonly Section[] = ['wallboard'];

export function mayEnter(viewer: Viewer, { section }: SectionAccess): boolean {
  return viewer.role !== 'manager' || !forLeaders.includes(section);
}
