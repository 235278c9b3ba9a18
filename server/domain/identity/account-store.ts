import type { User } from '../access/user.ts';

/** Of a user, what signing in needs to know and to change. */
export interface AccountStore {
  /** Whatever its status; null: none, or deleted. */
  user(userId: string): Promise<User | null>;
  userByEmail(email: string): Promise<User | null>;
  passwordHash(userId: string): Promise<string | null>;
  changePasswordHash(userId: string, passwordHash: string): Promise<void>;
}
