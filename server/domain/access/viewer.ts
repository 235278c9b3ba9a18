import type { Section } from './section.ts';

export type UserRole = 'director' | 'head' | 'manager';

/** Whose records are reached (A13). */
export type DataAccess = 'own' | 'team' | 'everything';

export type AccountKind = 'customer' | 'partner';

/** What may be done with accounts of a kind (A20). */
export type AccountRole = `${AccountKind}_${'manager' | 'reader' | 'admin'}`;

/** Of a user: the limits of what is seen, and what new records are labelled with. Of a record: what it was labelled with (A14, A15). */
export interface Labels {
  readonly channelId: string | null;
  readonly branchId: string | null;
  readonly departmentId: string | null;
  readonly groupIds: readonly string[];
}

/** What the rules of reach ask about a colleague. */
export interface Colleague {
  readonly userId: string;
  readonly role: UserRole;
  readonly responsibleId: string | null;
}

/** Whose eyes a record is seen with: all the policy may ask of a user. */
export interface Viewer extends Colleague {
  readonly labels: Labels;
  readonly dataAccess: DataAccess;
  readonly accountRoles: readonly AccountRole[];
  /** The eye (A30). Empty for Directors and chief managers, who have both marks everywhere: ask `hasMark`. */
  readonly readableSections: readonly Section[];
  /** The pencil. */
  readonly changeableSections: readonly Section[];
  readonly isChiefManager: boolean;
  /** The channel chosen in the main panel (A10); nobody's but Directors' and chief managers'. */
  readonly chosenChannelId: string | null;
}
