import type { Section, User } from './world.ts';

/** Directors and chief managers have both marks everywhere, are bound by no account role and by no one's ownership. */
export const hasEverySection = (user: User): boolean => user.role === 'director' || user.isChief;

/** The eye (A30). */
export const maySee = (user: User, section: Section): boolean =>
  hasEverySection(user) || user.eyes.includes(section) || user.pencils.includes(section);

/** The pencil (A30), which implies the eye. */
export const mayChange = (user: User, section: Section): boolean =>
  hasEverySection(user) || user.pencils.includes(section);
