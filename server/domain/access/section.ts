/** The parts of the product a mark lets into (A30), in the order of the menu. */
export const sections = [
  'visitors',
  'contacts',
  'deals',
  'tickets',
  'meetings',
  'campaigns',
  'messages',
  'calls',
  'analytics',
  'balance',
  'settings',
  'domains',
  'tariffs',
] as const;
export type Section = (typeof sections)[number];

/** The eye, and the pencil. */
export type Action = 'read' | 'change';

/** What a route declares of itself: the section it belongs to, or one of the doors no mark opens; and whether it changes anything. */
export interface SectionAccess {
  readonly section: Section | 'users' | 'security' | 'own_settings';
  readonly action: Action;
}
