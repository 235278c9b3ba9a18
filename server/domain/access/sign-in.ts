import { DomainError } from '../shared/domain-error.ts';
import type { AccessDeps } from './access-deps.ts';
import { ABSOLUTE_LIMIT_MS, newToken, sessionIdOf, type SignedIn } from './session.ts';
import { mayWork, viewerOf } from './user.ts';

export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Opens a session. A wrong password, an unknown login and a user who may not work are refused alike
 * ('unauthenticated'), with the same work done. Throws rate_limited, unavailable.
 */
export function signIn({ users, sessions, passwords, limiter, clock }: AccessDeps) {
  // verified against when there is no such user, so that the answer takes as long
  let nobodysHash: Promise<string> | undefined;

  return async (credentials: Credentials): Promise<SignedIn & { readonly token: string }> => {
    const login = credentials.login.toLowerCase();
    if (!(await limiter.mayTry(login, credentials.address))) {
      throw new DomainError('rate_limited', 'too many sign-ins with this login or from this address');
    }
    const found = await users.findForSignIn(login);
    const hash = found?.passwordHash ?? (await (nobodysHash ??= passwords.hash(newToken())));
    const isRight = await passwords.verify(hash, credentials.password);
    if (!found || !isRight || !mayWork(found.user)) {
      throw new DomainError('unauthenticated', 'wrong login or password');
    }
    await limiter.succeeded(login, credentials.address);

    const now = clock.now();
    const token = newToken();
    const session = {
      id: sessionIdOf(token),
      userId: found.user.id,
      csrfToken: newToken(),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + ABSOLUTE_LIMIT_MS),
      chosenChannelId: null,
    };
    await sessions.insert({
      ...session,
      address: credentials.address,
      userAgent: credentials.userAgent.slice(0, 500),
    });
    await users.recordSignIn(found.user.id, now, credentials.address);
    return { user: found.user, viewer: viewerOf(found.user), session, previewedBy: null, token };
  };
}
