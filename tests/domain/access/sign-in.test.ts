import { describe, expect, it } from 'vitest';
import type { AccessDeps } from '../../../server/domain/access/access-deps.ts';
import { sessionIdOf } from '../../../server/domain/access/session.ts';
import type { NewSession } from '../../../server/domain/access/session-store.ts';
import { signIn } from '../../../server/domain/access/sign-in.ts';
import type { User } from '../../../server/domain/access/user.ts';
import { aUser } from '../../support/access/viewers.ts';

const ada = aUser({ id: 'ada', login: 'ada' });

function world(user: User = ada) {
  const verified: string[] = [];
  const opened: NewSession[] = [];
  let triesLeft = 3;
  const deps: AccessDeps = {
    users: {
      findForSignIn: async (login) => (login === 'ada' ? { user, passwordHash: 'hash of right' } : null),
      recordSignIn: async () => undefined,
      changeSettings: async () => user,
    },
    sessions: {
      insert: async (session) => void opened.push(session),
      find: async () => null,
      touch: async () => undefined,
      delete: async () => undefined,
      stillOpen: async () => [],
    },
    passwords: {
      hash: async () => 'hash of nobody',
      verify: async (hash, password) => {
        verified.push(hash);
        return hash === `hash of ${password}`;
      },
    },
    limiter: { mayTry: async () => triesLeft-- > 0, succeeded: async () => void (triesLeft = 3) },
    clock: { now: () => new Date('2026-11-21T10:00:00Z') },
  };
  const attempt = (login: string, password: string) =>
    signIn(deps)({ login, password, address: '192.0.2.1', userAgent: 'test' });
  return { attempt, verified, opened };
}

describe('signing in', () => {
  it('opens a session whose token is nowhere but in the answer', async () => {
    const { attempt, opened } = world();
    const { token, session } = await attempt('ADA', 'right');
    expect(opened).toHaveLength(1);
    expect(opened[0]?.id).toBe(sessionIdOf(token));
    expect(JSON.stringify(opened)).not.toContain(token);
    expect(session.csrfToken).not.toBe(token);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('checks a password against a real hash also for a user who does not exist', async () => {
    const { attempt, verified } = world();
    await expect(attempt('nobody', 'right')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(verified).toEqual(['hash of nobody']);
  });

  it('checks the password first and the status after, and says neither', async () => {
    for (const status of ['inactive', 'dismissed', 'pending_activation', 'ip_restricted'] as const) {
      const { attempt, verified, opened } = world({ ...ada, status });
      await expect(attempt('ada', 'right')).rejects.toMatchObject({ code: 'unauthenticated', fields: {} });
      expect(verified).toEqual(['hash of right']);
      expect(opened).toEqual([]);
    }
  });

  it('does no work for whoever has tried too often', async () => {
    const { attempt, verified } = world();
    for (let n = 0; n < 3; n += 1) await attempt('ada', 'wrong').catch(() => undefined);
    await expect(attempt('ada', 'right')).rejects.toMatchObject({ code: 'rate_limited' });
    expect(verified).toHaveLength(3);
  });
});
