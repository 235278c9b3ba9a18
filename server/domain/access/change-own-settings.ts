import { changedFacts } from '../audit/changed-facts.ts';
import type { Deps } from '../shared/deps.ts';
import { DomainError } from '../shared/domain-error.ts';
import { userEntry, userFacts } from '../users/audit-facts.ts';
import type { Actor } from './actor.ts';
import type { Locale, User } from './user.ts';

export interface OwnSettings {
  readonly actor: Actor;
  readonly locale?: Locale | undefined;
  readonly timeZone?: string | undefined;
}

/** Throws invalid (timeZone). */
export function changeOwnSettings({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return async ({ actor, locale, timeZone }: OwnSettings): Promise<User> => {
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      throw new DomainError('invalid', 'unknown time zone', { timeZone: 'not_a_time_zone' });
    }
    return database.transaction(async ({ users, audit }) => {
      await users.takeTurn();
      const before = await users.find(actor.userId);
      if (!before) throw new DomainError('unauthenticated', 'no such user');
      const next = { ...before, locale: locale ?? before.locale, timeZone: timeZone ?? before.timeZone };
      const facts = changedFacts(userFacts(before), userFacts(next));
      if (!facts) return before;
      await users.change(before.id, { locale: next.locale, timeZone: next.timeZone });
      await audit.write(
        userEntry({ at: clock.now(), actor, action: 'user:changed', user: before, ...facts }),
      );
      return next;
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
