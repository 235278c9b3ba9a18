import { DomainError } from '../shared/domain-error.ts';
import type { AccessDeps } from './access-deps.ts';
import type { Locale, User } from './user.ts';

export interface OwnSettings {
  readonly userId: string;
  readonly locale?: Locale | undefined;
  readonly timeZone?: string | undefined;
}

/** Throws invalid (timeZone). */
export function changeOwnSettings({ users }: Pick<AccessDeps, 'users'>) {
  return async ({ userId, locale, timeZone }: OwnSettings): Promise<User> => {
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      throw new DomainError('invalid', 'unknown time zone', { timeZone: 'not_a_time_zone' });
    }
    return users.changeSettings(userId, {
      ...(locale === undefined ? {} : { locale }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
