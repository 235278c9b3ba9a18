import type { Locale, User } from './user.ts';

export interface UserWithPassword {
  readonly user: User;
  readonly passwordHash: string;
}

export interface UserStore {
  /** By login or e-mail, in any case. */
  findForSignIn(loginOrEmail: string): Promise<UserWithPassword | null>;
  changeSettings(
    userId: string,
    settings: { readonly locale?: Locale; readonly timeZone?: string },
  ): Promise<User>;
}
