import type { Section } from './section.ts';
import type { AccountRole, UserRole } from './viewer.ts';

/**
 * The rules of access as tables a person can read. What is not in them: that limits cut everything (A14), that an added
 * manager counts as an owner (A18), and that a Director's eyes see all (A10); see `reach.ts`.
 */

interface Marks {
  readonly readable: readonly Section[];
  readonly changeable: readonly Section[];
}

/** What a new user starts with (A30). A Director needs no marks. */
export const defaultMarks: Readonly<Record<UserRole, Marks>> = {
  director: { readable: [], changeable: [] },
  head: {
    readable: [
      'visitors',
      'contacts',
      'deals',
      'tickets',
      'meetings',
      'campaigns',
      'messages',
      'calls',
      'analytics',
    ],
    changeable: ['visitors', 'contacts', 'deals', 'tickets', 'meetings', 'campaigns', 'messages', 'calls'],
  },
  manager: {
    readable: ['visitors', 'contacts', 'deals', 'tickets', 'meetings', 'messages', 'calls'],
    changeable: ['visitors', 'contacts', 'deals', 'tickets', 'meetings', 'messages', 'calls'],
  },
};

/** A20. */
export const defaultAccountRoles: readonly AccountRole[] = ['customer_manager', 'partner_manager'];
