import { describe, expect, it } from 'vitest';
import { sessionIdOf } from '../../../server/domain/access/session.ts';
import { changeOwnPassword } from '../../../server/domain/identity/change-own-password.ts';
import { aUser } from '../../support/access/viewers.ts';
import { IdentityWorld } from '../../support/identity/world.ts';

const ada = aUser({ id: 'ada', login: 'ada' });
const MAY_NOT = ['inactive', 'dismissed', 'pending_activation', 'ip_restricted'] as const;

describe('signing in', () => {
  it('opens a session whose token is nowhere but in the answer', async () => {
    const world = new IdentityWorld(ada);
    const answer = await world.signIn('ADA');
    if (!('opened' in answer)) throw new Error('a second step');
    const { token, session } = answer.opened;
    expect(world.opened).toHaveLength(1);
    expect(world.opened[0]?.id).toBe(sessionIdOf(token));
    expect(JSON.stringify([world.opened, world.audit])).not.toContain(token);
    expect(session.csrfToken).not.toBe(token);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(world.audit).toMatchObject([
      { action: 'session:opened', actor: { userId: 'ada' }, after: { means: 'password' } },
    ]);
  });

  it('checks a password against a real hash also for a user who does not exist', async () => {
    const world = new IdentityWorld(ada);
    await expect(world.signIn('nobody')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(world.verified).toHaveLength(1);
    expect(world.verified[0]).toMatch(/^hash of (?!right)/);
  });

  it('checks the password first and the status after, and says neither', async () => {
    for (const status of MAY_NOT) {
      const world = new IdentityWorld({ ...ada, status }).withApp();
      await expect(world.signIn()).rejects.toMatchObject({ code: 'unauthenticated', fields: {} });
      expect(world.verified).toEqual(['hash of right']);
      expect(world.opened).toEqual([]);
    }
  });

  it('lets a restricted user in from the allowed ranges alone (A2)', async () => {
    const world = new IdentityWorld({ ...ada, status: 'ip_restricted' });
    world.ranges = ['198.51.100.0/24'];
    await expect(world.signIn()).rejects.toMatchObject({ code: 'unauthenticated' });
    world.ranges = ['192.0.2.0/24'];
    expect(await world.signIn()).toHaveProperty('opened');
  });

  it('opens nothing with a password that was changed while it was compared', async () => {
    const world = new IdentityWorld(ada);
    const here = { actor: { userId: 'ada', name: 'Ada', address: '192.0.2.9' }, sessionId: 'another' };
    world.meanwhile = async () => {
      await changeOwnPassword(world.deps)({ ...here, current: 'right', next: 'a much longer one' });
    };
    await expect(world.signIn()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(world.passwordHash).toBe('hash of a much longer one');
    expect(world.opened).toEqual([]);
    expect(await world.signIn('ada', 'a much longer one')).toHaveProperty('opened');
  });

  it('counts what is tried by login and by e-mail at one user together, and tells nobody so', async () => {
    const world = new IdentityWorld({ ...ada, email: 'ada@example.com' });
    world.triesAllowed = 6;
    const guess = (login: string) => world.signIn(login, 'wrong');
    for (let n = 0; n < 4; n += 1) await guess('ada').catch(() => undefined);
    for (const typed of ['ada@example.com', 'nobody@example.com']) {
      for (let n = 0; n < 4; n += 1)
        await expect(guess(typed)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    const [right, wrong] = [world.signIn('ada@example.com'), guess('nobody@example.com')];
    await expect(right).rejects.toMatchObject({ code: 'unauthenticated', fields: {} });
    await expect(wrong).rejects.toMatchObject({ code: 'unauthenticated', fields: {} });
    expect(world.opened).toEqual([]);
  });

  it('does no work for whoever has tried too often', async () => {
    const world = new IdentityWorld(ada);
    world.triesAllowed = 3;
    for (let n = 0; n < 3; n += 1) await world.signIn('ada', 'wrong').catch(() => undefined);
    await expect(world.signIn()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(world.verified).toHaveLength(3);
  });
});
