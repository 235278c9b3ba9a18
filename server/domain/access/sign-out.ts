import { ownChange } from '../identity/audit-words.ts';
import type { Deps } from '../shared/deps.ts';
import type { Actor } from './actor.ts';

/** The session is over; again changes nothing. */
export function signOut({ database, clock }: Pick<Deps, 'database' | 'clock'>) {
  return async ({
    actor,
    sessionId,
  }: {
    readonly actor: Actor;
    readonly sessionId: string;
  }): Promise<void> => {
    await database.transaction(async ({ ownSessions, audit }) => {
      if (!(await ownSessions.end(actor.userId, sessionId))) return;
      await audit.write(ownChange(clock.now(), actor, 'session:closed'));
    });
  };
}
