import { ABSOLUTE_LIMIT_MS, newToken, sessionIdOf, type SignedIn } from '../access/session.ts';
import { type User, viewerOf } from '../access/user.ts';
import { DomainError } from '../shared/domain-error.ts';
import { userSubject } from './audit-words.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { maySignIn } from './may-sign-in.ts';

/** How it was shown who somebody is, first step and second. */
export type SignInMeans = 'password' | 'passkey' | 'open_id' | `${'password' | 'open_id'}_and_${SecondMeans}`;
type SecondMeans = 'totp' | 'passkey' | 'recovery_code';

export interface Visit {
  readonly address: string;
  readonly userAgent: string;
}

export interface Newcomer extends Visit {
  readonly user: User;
  /** What the user was known by before the proof was looked at (AccountStore.waysIn). */
  readonly waysIn: string;
  readonly means: SignInMeans;
}

/** `token` is the only thing that opens the session again, and is kept nowhere. */
export type OpenedSession = SignedIn & { readonly token: string };

/**
 * The one way in: whatever was shown before, who may not work, or not from here, is refused (A1, A2); so is whose password
 * or other ways in were changed since, for that ended the sessions there were. Throws unauthenticated.
 */
export function openSession({ database, clock }: Pick<IdentityDeps, 'database' | 'clock'>) {
  const may = maySignIn({ database });
  return async ({ user, waysIn, means, address, userAgent }: Newcomer): Promise<OpenedSession> => {
    if (!(await may(user, address))) throw new DomainError('unauthenticated', 'may not work');
    const now = clock.now();
    const token = newToken();
    const session = {
      id: sessionIdOf(token),
      userId: user.id,
      csrfToken: newToken(),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + ABSOLUTE_LIMIT_MS),
      chosenChannelId: null,
    };
    await database.transaction(async (stores) => {
      // whoever changes a way in holds the user too: either it is seen here, or this session there
      await stores.factors.lock(user.id);
      if ((await stores.accounts.waysIn(user.id)) !== waysIn) {
        throw new DomainError('unauthenticated', 'the ways in were changed meanwhile');
      }
      await stores.ownSessions.open({ ...session, address, userAgent: userAgent.slice(0, 500) });
      await stores.audit.write({
        at: now,
        actor: { userId: user.id, name: user.name, address },
        action: 'session:opened',
        outcome: 'done',
        subject: userSubject(user),
        before: null,
        after: { means },
      });
    });
    return { user, viewer: viewerOf(user), session, previewedBy: null, token };
  };
}
