import type { User } from '../access/user.ts';

export interface UserWithPassword {
  readonly user: User;
  readonly passwordHash: string;
  /** See `AccountStore.waysIn`. */
  readonly waysIn: string;
}

/** Of a user, what signing in needs to know and to change. */
export interface AccountStore {
  /** By login or e-mail, in any case; a login comes before an e-mail that reads the same. */
  findForSignIn(loginOrEmail: string): Promise<UserWithPassword | null>;
  /** Whatever its status; null: none, or deleted. */
  user(userId: string): Promise<User | null>;
  userByEmail(email: string): Promise<User | null>;
  /**
   * All the user is known by, as one hash: password, app, passkeys, identities elsewhere. It is another one after any
   * change of them. Null: no such user, or deleted.
   */
  waysIn(userId: string): Promise<string | null>;
  passwordHash(userId: string): Promise<string | null>;
  changePasswordHash(userId: string, passwordHash: string): Promise<void>;
}
