import { newToken, sessionIdOf } from '../access/session.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { IdentityStores } from './identity-stores.ts';

/** Whoever changes the own ways in: the session it is done in. */
export interface RenewedSession {
  readonly token: string;
  readonly id: string;
}

/**
 * The session goes on under a new token: one copied before is worth nothing after. Its end stays where it was.
 * Throws unauthenticated: it was ended meanwhile.
 */
export async function renewSession(stores: IdentityStores, sessionId: string): Promise<RenewedSession> {
  const token = newToken();
  const id = sessionIdOf(token);
  if (!(await stores.ownSessions.move(sessionId, id))) {
    throw new DomainError('unauthenticated', 'the session has ended');
  }
  return { token, id };
}
