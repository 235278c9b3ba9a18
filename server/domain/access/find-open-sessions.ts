import type { AccessDeps } from './access-deps.ts';
import { mayWorkFrom } from './user.ts';

/** A socket that was let in. */
export interface Visit {
  readonly sessionId: string;
  readonly address: string;
}

/** Of these visits, the ones that may go on. */
export function findOpenSessions({ sessions, clock }: Pick<AccessDeps, 'sessions' | 'clock'>) {
  return async <V extends Visit>({ visits }: { readonly visits: readonly V[] }): Promise<readonly V[]> => {
    const sessionIds = [...new Set(visits.map(({ sessionId }) => sessionId))];
    const open = new Map((await sessions.stillOpen(sessionIds, clock.now())).map((one) => [one.id, one]));
    return visits.filter(({ sessionId, address }) => {
      const session = open.get(sessionId);
      return session !== undefined && mayWorkFrom(address, session.status, session.allowedRanges);
    });
  };
}
