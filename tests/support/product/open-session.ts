import type { Pool } from 'pg';
import { newToken, sessionIdOf } from '../../../server/domain/access/session.ts';
import { pgOwnSessionStore } from '../../../server/data/pg-own-session-store.ts';
import type { TestUser } from './company.ts';

export interface OpenSession {
  readonly token: string;
  readonly csrfToken: string;
}

/** Signs a user in without the form, whose tries from one address are limited. */
export async function openSession(database: Pool, user: TestUser): Promise<OpenSession> {
  const [token, csrfToken] = [newToken(), newToken()];
  const now = new Date();
  await pgOwnSessionStore(database).open({
    id: sessionIdOf(token),
    userId: user.id,
    csrfToken,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
    chosenChannelId: null,
    address: '127.0.0.1',
    userAgent: 'a test',
  });
  return { token, csrfToken };
}
