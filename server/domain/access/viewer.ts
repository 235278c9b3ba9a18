export type UserRole = 'director' | 'head' | 'manager';

/** Whose eyes a record is seen with. */
export interface Viewer {
  readonly userId: string;
  readonly role: UserRole;
  readonly responsibleId: string | null;
}
