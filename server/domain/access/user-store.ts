import type { Locale, User } from './user.ts';

export interface UserStore {
  changeSettings(
    userId: string,
    settings: { readonly locale?: Locale; readonly timeZone?: string },
  ): Promise<User>;
}
